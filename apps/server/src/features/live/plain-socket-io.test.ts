import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { type Socket as Client, io } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';

/** Shows why the live stream has positions, and polls of its own: the same faults with stock Socket.IO. */
const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

interface Node {
  readonly io: Server;
  readonly port: number;
  close(): Promise<void>;
}

/** A node whose clients join the room `league` on connection. */
async function node(port = 0, connectionStateRecovery?: { maxDisconnectionDuration: number }): Promise<Node> {
  const http = createServer();
  const server = new Server(http, connectionStateRecovery === undefined ? {} : { connectionStateRecovery });
  server.on('connection', (socket) => void socket.join('league'));
  await listening(http, port);
  const close = (): Promise<void> => server.close();
  undo.push(close);
  return { io: server, port: (http.address() as AddressInfo).port, close };
}

async function listening(http: HttpServer, port: number): Promise<void> {
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
}

/** A client that records what it receives, and reconnects at once when it is cut off. */
function watcher(port: number): { client: Client; heard: number[]; connected(): Promise<void> } {
  const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], reconnectionDelay: 20 });
  undo.push(async () => client.close());
  const heard: number[] = [];
  client.on('delta', (seq: number) => heard.push(seq));
  return {
    client,
    heard,
    connected: () => new Promise((resolve) => client.once('connect', () => resolve())),
  };
}

/** Emits to the room, and waits until the client has it. */
async function reaches({ io: server }: Node, { client }: { client: Client }, seq: number): Promise<void> {
  const arrived = new Promise((resolve) => client.once('delta', resolve));
  server.to('league').emit('delta', seq);
  await arrived;
}

describe('twins: plain Socket.IO', () => {
  it('failures 2: what is emitted while a client is cut never reaches it', async () => {
    const server = await node();
    const one = watcher(server.port);
    await one.connected();
    await reaches(server, one, 1);
    const gone = new Promise((resolve) => one.client.once('disconnect', resolve));
    const back = one.connected();
    for (const socket of server.io.sockets.sockets.values()) socket.conn.close();
    await gone;
    server.io.to('league').emit('delta', 2);
    await back;
    await reaches(server, one, 3);
    expect(one.heard).toEqual([1, 3]);
  });

  it('failures 1: the node that takes over knows nothing of it, also with connection state recovery', async () => {
    const recovery = { maxDisconnectionDuration: 120_000 };
    const first = await node(0, recovery);
    const one = watcher(first.port);
    await one.connected();
    await reaches(first, one, 1);
    const back = one.connected();
    await first.close();
    const second = await node(first.port, recovery);
    second.io.to('league').emit('delta', 2);
    await back;
    expect(one.client.recovered).toBe(false);
    await reaches(second, one, 3);
    expect(one.heard).toEqual([1, 3]);
  });

  it('failures 11: a poll that lands on another node is refused', async () => {
    const [first, second] = [await node(), await node()];
    const poll = (port: number, sid = ''): Promise<Response> =>
      fetch(`http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling${sid}`);
    const opened = await (await poll(first.port)).text();
    const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
    const refused = await poll(second.port, `&sid=${sid}`);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ message: 'Session ID unknown' });
  });
});

describe('twin: a plain HTTP server', () => {
  it('failures 20: does not end while somebody waits for an answer', async () => {
    const asked: (() => void)[] = [];
    const http = createServer((_, response) => asked.push(() => response.end('late')));
    await listening(http, 0);
    const answer = fetch(`http://127.0.0.1:${(http.address() as AddressInfo).port}/poll`);
    while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    let ended = false;
    const end = new Promise<void>((resolve) =>
      http.close(() => {
        ended = true;
        resolve();
      }),
    );
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toBe(false);
    asked[0]?.();
    expect(await (await answer).text()).toBe('late');
    http.closeIdleConnections();
    await end;
  });
});
