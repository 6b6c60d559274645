import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { PollConnection, type PollHost } from './poll-connection.js';

/** Time for the first bytes of a connection, as node:http gives it for the headers. */
const FIRST_BYTES_WITHIN_MS = 20_000;
const SWEEP_MS = 5_000;
const POLL = /^GET \/api\/leagues\/[\w-]+\/live[? ]/;
const LINE_BYTES = 120;

/** What the front needs from outside. */
export type FrontHost = Omit<PollHost, 'handOver'>;

/**
 * Stands before node:http: connections that begin with a poll are served here, at the cost of a read and a write per
 * answer; all others, and those that turn out to be something else, go to node:http as if nothing had happened.
 */
export class PollFront {
  readonly #connections = new Map<Socket, PollConnection>();
  /** Connections that have sent nothing yet, with the time they came. A timer for each would stay with the socket. */
  readonly #silent = new Map<Socket, number>();
  readonly #sweeper: NodeJS.Timeout;
  readonly #serveHttp: (socket: Socket) => void;
  readonly #host: PollHost;

  private constructor(
    server: Server,
    serveHttp: (socket: Socket) => void,
    host: FrontHost,
    private readonly failed: (error: unknown) => void,
  ) {
    this.#serveHttp = serveHttp;
    this.#host = { ...host, handOver: (connection, read) => this.#handOver(connection.socket, read) };
    server.on('connection', (socket) => this.#accept(socket));
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS);
    this.#sweeper.unref();
  }

  /** Places a front before a server that does not listen yet. */
  static before(server: Server, host: FrontHost, failed: (error: unknown) => void): PollFront {
    // the first listener is node:http's own, set in its constructor
    const [own] = server.listeners('connection');
    if (!isConnectionListener(own)) throw new Error('the HTTP server takes no connections');
    server.removeListener('connection', own);
    return new PollFront(server, (socket) => Reflect.apply(own, server, [socket]), host, failed);
  }

  /** Connections served here. */
  get size(): number {
    return this.#connections.size;
  }

  /** Ends the connections that wait for their client; those that hold a poll end with its answer. */
  close(): void {
    clearInterval(this.#sweeper);
    for (const socket of this.#silent.keys()) socket.destroy();
    for (const connection of this.#connections.values()) connection.end();
  }

  #accept(socket: Socket): void {
    this.#silent.set(socket, performance.now());
    const forget = () => this.#silent.delete(socket);
    socket.on('end', destroy);
    socket.on('error', destroy);
    socket.on('close', forget);
    socket.once('data', (chunk: Buffer) => {
      forget();
      socket.removeListener('close', forget);
      this.#first(socket, chunk);
    });
  }

  #sweep(): void {
    const now = performance.now();
    for (const [socket, since] of this.#silent) {
      if (now - since > FIRST_BYTES_WITHIN_MS) socket.destroy();
    }
    for (const connection of this.#connections.values()) connection.age(SWEEP_MS);
  }

  #first(socket: Socket, chunk: Buffer): void {
    if (!POLL.test(chunk.toString('latin1', 0, LINE_BYTES))) {
      this.#handOver(socket, chunk);
      return;
    }
    const connection = new PollConnection(socket, this.#host);
    this.#connections.set(socket, connection);
    socket.on('close', () => {
      this.#connections.delete(socket);
      connection.closed();
    });
    const read = (bytes: Buffer) => this.#read(connection, bytes);
    socket.on('data', read);
    read(chunk);
  }

  #handOver(socket: Socket, read: Buffer): void {
    this.#connections.delete(socket);
    socket.removeAllListeners('data');
    socket.removeListener('end', destroy);
    socket.removeListener('error', destroy);
    // paused, so that what was read waits for its new reader
    socket.pause();
    socket.unshift(read);
    this.#serveHttp(socket);
    socket.resume();
  }

  #read(connection: PollConnection, bytes: Buffer): void {
    try {
      connection.read(bytes);
    } catch (error) {
      this.failed(error);
      connection.socket.destroy();
    }
  }
}

function destroy(this: Socket): void {
  this.destroy();
}

/** `listeners()` gives plain functions. */
function isConnectionListener(listener: unknown): listener is (socket: Socket) => void {
  return typeof listener === 'function';
}
