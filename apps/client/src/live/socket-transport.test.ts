import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { identity } from '../identity/identity.js';
import { aDelta, aSnapshot } from '../testing/slate.js';
import { liveSocket, openSocket, type SocketHandlers, type SocketTransport } from './socket-transport.js';

/** Checks what the policy learns from a real Socket.IO server. */
describe('the socket against a Socket.IO server', () => {
  let http: HttpServer;
  let io: Server;
  let entrance: (socket: Socket) => Error | undefined;
  let arrived: (socket: Socket) => void;
  const open: SocketTransport[] = [];

  beforeEach(async () => {
    entrance = () => undefined;
    arrived = () => undefined;
    http = createServer();
    io = new Server(http, { transports: ['websocket'], pingInterval: 50, pingTimeout: 2_000 });
    io.of('/live')
      .use((socket, next) => next(entrance(socket)))
      .on('connection', (socket) => arrived(socket));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    for (const socket of open.splice(0)) socket.close();
    await io.close();
  });

  const connect = (handlers: Partial<SocketHandlers>): SocketTransport => {
    const { port } = http.address() as AddressInfo;
    const nothing = () => undefined;
    const all = { ready: nothing, frame: nothing, heartbeat: nothing, resync: nothing, bye: nothing };
    const transport = openSocket(
      { ...all, lost: nothing, signedOut: nothing, switchedOff: nothing, ...handlers },
      liveSocket(`http://127.0.0.1:${port}`),
    );
    open.push(transport);
    return transport;
  };

  it('connects, subscribes with its position, and receives every kind of event', async () => {
    const { type: _s, ...snapshot } = aSnapshot();
    const { type: _d, ...delta } = aDelta(1);
    const feed = { state: 'ok', asOf: null };
    const wishes: unknown[] = [];
    arrived = (socket) =>
      socket.on('subscribe', (wish, ack) => {
        wishes.push(wish);
        ack({ ok: true });
        socket.emit('snapshot', snapshot);
        socket.emit('delta', delta);
        socket.emit('heartbeat', { epoch: 'e1', head: 1, serverTime: 'now', feed });
        socket.emit('unheard-of', { any: 1 });
        socket.emit('resync', { league: 'sofa', reason: 'reset' });
        socket.emit('bye', { retryAfterMs: 5 });
      });
    const seen: unknown[] = [];
    const note = (value: unknown) => seen.push(value);
    const ready = vi.fn();
    const transport = connect({ ready, frame: note, heartbeat: note, resync: note, bye: note });
    await vi.waitFor(() => expect(ready).toHaveBeenCalledOnce());
    await expect(transport.subscribe('sofa', { epoch: 'e1', seq: 4 })).resolves.toEqual({ ok: true });
    await vi.waitFor(() => expect(seen).toHaveLength(5));
    expect(wishes).toEqual([{ league: 'sofa', epoch: 'e1', since: 4 }]);
    expect(seen.slice(0, 2)).toEqual([aSnapshot(), aDelta(1)]);
    expect(seen[4]).toEqual({ retryAfterMs: 5 });
    await expect(transport.subscribe('sofa', null)).resolves.toEqual({ ok: true });
    expect(wishes[1]).toEqual({ league: 'sofa' });
  });

  it('P27: ends as signed out when the stream is another player’s, and checks who is signed in', async () => {
    vi.spyOn(identity, 'get').mockReturnValue({ player: 'ann', me: undefined, generation: 1, notice: null });
    const doubt = vi.spyOn(identity, 'doubt').mockReturnValue();
    let owner = 'ann';
    arrived = (socket) => socket.emit('hello', { player: owner });
    const [ready, signedOut] = [vi.fn(), vi.fn()];
    connect({ ready, signedOut });
    await vi.waitFor(() => expect(ready).toHaveBeenCalled());
    expect(doubt).not.toHaveBeenCalled();
    owner = 'ben';
    connect({ ready, signedOut });
    await vi.waitFor(() => expect(signedOut).toHaveBeenCalledOnce());
    expect(doubt).toHaveBeenCalledOnce();
    vi.restoreAllMocks();
  });

  it('passes a refused subscription on', async () => {
    const no = { ok: false, code: 'not-found', message: 'no such league' };
    arrived = (socket) => socket.on('subscribe', (_wish, ack) => ack(no));
    const ready = vi.fn();
    const transport = connect({ ready });
    await vi.waitFor(() => expect(ready).toHaveBeenCalled());
    await expect(transport.subscribe('nowhere', null)).resolves.toEqual(no);
  });

  it('answers pings, so the server keeps it', async () => {
    let pongs = 0;
    arrived = (socket) =>
      socket.conn.on('packet', (packet: { type: string }) => {
        if (packet.type === 'pong') pongs += 1;
      });
    const lost = vi.fn();
    connect({ lost });
    await vi.waitFor(() => expect(pongs).toBeGreaterThan(2));
    expect(lost).not.toHaveBeenCalled();
  });

  it('reports once when the server disconnects it, and open requests end without an answer', async () => {
    arrived = (socket) => socket.on('subscribe', () => socket.disconnect(true));
    const lost = vi.fn();
    const ready = vi.fn();
    const transport = connect({ lost, ready });
    await vi.waitFor(() => expect(ready).toHaveBeenCalled());
    await expect(transport.subscribe('sofa', null)).resolves.toBeNull();
    await vi.waitFor(() => expect(lost).toHaveBeenCalledOnce());
    await expect(transport.subscribe('sofa', null)).resolves.toBeNull();
  });

  it('reports that nobody is signed in, and not that it was lost', async () => {
    entrance = () => new Error('unauthenticated');
    const [lost, signedOut] = [vi.fn(), vi.fn()];
    connect({ lost, signedOut });
    await vi.waitFor(() => expect(signedOut).toHaveBeenCalledOnce());
    expect(lost).not.toHaveBeenCalled();
  });

  it('reports that streams are switched off, and not that it was lost (P25)', async () => {
    entrance = () => new Error('live-off');
    const [lost, switchedOff] = [vi.fn(), vi.fn()];
    connect({ lost, switchedOff });
    await vi.waitFor(() => expect(switchedOff).toHaveBeenCalledOnce());
    expect(lost).not.toHaveBeenCalled();
  });

  it('is lost when it is refused for another reason, or there is no server', async () => {
    entrance = () => new Error('too-many-requests');
    const lost = vi.fn();
    connect({ lost });
    await vi.waitFor(() => expect(lost).toHaveBeenCalledOnce());
    await io.close();
    const nobody = vi.fn();
    const transport = openSocket(
      { ready: () => undefined, frame: () => undefined, heartbeat: () => undefined } as never,
      liveSocket('http://127.0.0.1:1'),
    );
    transport.close();
    const gone = openSocket({ lost: nobody } as never, liveSocket('http://127.0.0.1:1'));
    await vi.waitFor(() => expect(nobody).toHaveBeenCalledOnce());
    gone.close();
  });

  it('treats a frame that breaks the contract as a lost stream', async () => {
    arrived = (socket) => socket.emit('delta', { league: 'sofa', seq: 'one' });
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const [lost, frame] = [vi.fn(), vi.fn()];
    connect({ lost, frame });
    await vi.waitFor(() => expect(lost).toHaveBeenCalledOnce());
    expect(frame).not.toHaveBeenCalled();
    expect(complaint).toHaveBeenCalled();
    complaint.mockRestore();
  });

  it('is quiet after close', async () => {
    const lost = vi.fn();
    const ready = vi.fn();
    const transport = connect({ lost, ready });
    await vi.waitFor(() => expect(ready).toHaveBeenCalled());
    const left = new Promise<void>((resolve) => {
      for (const socket of io.of('/live').sockets.values()) socket.on('disconnect', () => resolve());
    });
    transport.close();
    await left;
    expect(lost).not.toHaveBeenCalled();
  });
});
