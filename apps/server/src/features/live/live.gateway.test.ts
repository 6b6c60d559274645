import { afterEach, describe, expect, it, vi } from 'vitest';
import { type LiveServer, startLiveServer } from './testing/live-server.js';
import { SocketClient } from './testing/socket-client.js';

let server: LiveServer;
const clients: SocketClient[] = [];

async function start(options: { rateLimits?: boolean } = {}): Promise<void> {
  server = await startLiveServer(options);
  server.hub.league('L1', 'ann', 'bob').league('L2', 'bob');
}

async function connect(player: string): Promise<SocketClient> {
  const client = await SocketClient.connect(server, player);
  clients.push(client);
  return client;
}

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await server.close();
});

describe('subscribe', () => {
  it('acknowledges first, then sends the snapshot, then what follows', async () => {
    await start();
    const ann = await connect('ann');
    const order: string[] = [];
    ann.socket.onAny((event) => order.push(event));
    ann.socket.emit('subscribe', { league: 'L1' }, () => order.push('ack'));
    await vi.waitUntil(() => order.length === 2);
    server.hub.publish();
    await vi.waitUntil(() => ann.of('delta').length === 1);
    expect(order).toEqual(['ack', 'snapshot', 'delta']);
    expect(ann.of('delta')[0]).toMatchObject({ league: 'L1', from: 1, seq: 1 });
  });
});
