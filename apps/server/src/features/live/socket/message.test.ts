import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { eventMessage, Message, textFrame } from './message.js';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

let client: WebSocket;
let wire: Socket;
const server = createServer((socket) => {
  socket.once('data', (request: Buffer) => {
    const key = /sec-websocket-key: (.*)\r\n/i.exec(request.toString())?.[1] ?? '';
    const accept = createHash('sha1')
      .update(key + GUID)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n` +
        'Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n\r\n',
    );
    wire = socket;
  });
});

/** Decodes the bytes like a WebSocket client that negotiated compression. */
async function received(frames: readonly Buffer[]): Promise<string[]> {
  const messages: string[] = [];
  const all = new Promise<void>((resolve) => {
    client.on('message', (data, isBinary) => {
      messages.push(isBinary ? 'binary' : String(data));
      if (messages.length === frames.length) resolve();
    });
  });
  for (const frame of frames) wire.write(frame);
  await all;
  client.removeAllListeners('message');
  return messages;
}

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  client = new WebSocket(`ws://127.0.0.1:${address.port}`);
  await once(client, 'open');
});

afterAll(() => {
  client.terminate();
  server.close();
});

describe('a message as WebSocket frames', () => {
  const sizes = [0, 1, 124, 125, 126, 127, 255, 256, 257, 4_096, 65_534, 65_535, 65_536, 65_537, 70_000];

  it.each(sizes)('P23 frames %i bytes so that clients read them, plain', async (size) => {
    const text = 'x'.repeat(size);
    expect(await received([textFrame(text), textFrame('after')])).toEqual([text, 'after']);
  });

  it.each(sizes)('P23 frames %i bytes so that clients read them, compressed', async (size) => {
    const text = JSON.stringify({ rows: 'ab12'.repeat(size / 4), end: size });
    const message = new Message(text);
    expect(await received([message.deflated, message.deflated])).toEqual([`4${text}`, `4${text}`]);
  });

  it('P23 law: plain and compressed frames say the same, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 3_000 }), async (text) => {
        const message = new Message(text);
        const sent = Buffer.from(`4${text}`).toString();
        expect(await received([message.plain, message.deflated])).toEqual([sent, sent]);
      }),
      { numRuns: 50 },
    );
  }, 30_000);

  it('P23 is compressed from 256 bytes on', () => {
    expect(new Message('y'.repeat(200)).isCompressed).toBe(false);
    const long = new Message('y'.repeat(600));
    expect(long.isCompressed).toBe(true);
    expect(long.deflated.length).toBeLessThan(60);
  });

  it('P23 is a Socket.IO event on the live namespace', async () => {
    expect(await received([eventMessage('delta', '{"seq":1}').plain])).toEqual([
      '42/live,["delta",{"seq":1}]',
    ]);
  });
});
