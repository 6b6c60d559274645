import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { PollConnection, type PollHost } from './poll-connection.js';
import { PollLines } from './poll-request.js';

const HOST: PollHost = {
  lines: new PollLines(),
  closing: () => false,
  originAllowed: () => true,
  recallViewer: () => null,
  findViewer: async () => null,
  recallRoom: () => null,
  enterRoom: () => Promise.reject(new Error('no room')),
  start: () => undefined,
  release: () => undefined,
  handOver: () => undefined,
};

describe('a connection on which nothing moves', () => {
  it('is closed after 75 s, counted anew whenever something came', () => {
    const socket = new Socket();
    const connection = new PollConnection(socket, HOST);
    connection.age(75_000);
    connection.read(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
    connection.age(75_000);
    expect(socket.destroyed).toBe(false);
    connection.age(5_000);
    expect(socket.destroyed).toBe(true);
  });
});
