import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FrameAdapter } from './frame.adapter.js';
import { type ClientSocket, type LiveNamespace, LiveSocket } from './live-socket.js';
import { eventMessage } from './message.js';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** Builds a namespace on the adapter, with a client in each of these rooms. */
async function namespaceWith(rooms: readonly string[]) {
  const http = createServer();
  const server = new Server(http, { adapter: FrameAdapter });
  const namespace: LiveNamespace = server.of('/live');
  namespace.on('connection', (socket: ClientSocket) => {
    socket.data.live = new LiveSocket({ id: 'ann', n: 1, sessionId: 's', admin: false }, socket);
    const { room } = socket.handshake.query;
    if (typeof room === 'string') void socket.join(room);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  undo.push(() => server.close());
  const { port } = http.address() as AddressInfo;
  const heard = await Promise.all(
    rooms.map(async (room) => {
      const events: unknown[] = [];
      const client = io(`http://127.0.0.1:${port}/live`, { transports: ['websocket'], query: { room } });
      undo.push(async () => client.close());
      client.onAny((...event) => events.push(event));
      await new Promise<void>((resolve) => client.once('connect', resolve));
      return events;
    }),
  );
  return { namespace, heard };
}

describe('the adapter', () => {
  const payload = { league: 'L1', rows: [[1, 1, 12.5]], name: 'Zoë ✓' };

  it('P10 sends an event to a room as Socket.IO does, its payload encoded or not', async () => {
    const { namespace, heard } = await namespaceWith(['L1', 'L1', 'L2']);
    namespace.to('L1').emit('delta', payload);
    namespace.to('L1').emit('delta', eventMessage('delta', JSON.stringify(payload)));
    namespace.emit('end', null);
    await vi.waitUntil(() =>
      heard.every((events) => events.length > 0 && JSON.stringify(events.at(-1)) === '["end",null]'),
    );
    const twice = [
      ['delta', payload],
      ['delta', payload],
      ['end', null],
    ];
    expect(heard).toEqual([twice, twice, [['end', null]]]);
  });

  it('P10 leaves what is not one room to Socket.IO, and an encoded payload may go that way', async () => {
    const { namespace, heard } = await namespaceWith(['L1', 'L2', 'L3']);
    const message = eventMessage('delta', JSON.stringify(payload));
    namespace.to('L1').to('L2').emit('delta', message);
    namespace.except('L1').emit('delta', message);
    namespace.emit('end', null);
    await vi.waitUntil(() => heard.every((events) => JSON.stringify(events.at(-1)) === '["end",null]'));
    const once = [
      ['delta', payload],
      ['end', null],
    ];
    expect(heard).toEqual([once, [['delta', payload], ...once], once]);
  });

  it('a room goes with its last socket', async () => {
    const { namespace } = await namespaceWith(['L1', 'L1']);
    expect([...namespace.adapter.rooms.keys()]).toEqual(['L1']);
    namespace.disconnectSockets(true);
    await vi.waitUntil(() => namespace.adapter.rooms.size === 0 && namespace.adapter.sids.size === 0);
  });
});
