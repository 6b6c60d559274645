import { io, type Socket } from 'socket.io-client';
import { vi } from 'vitest';
import { headersOf, type LiveServer } from './live-server.js';

/** A Socket.IO client that records everything it receives after the greeting. */
export class SocketClient {
  /** The player whose stream it is, as the server says first; null before. */
  player: unknown = null;
  readonly events: { event: string; payload: { [field: string]: unknown } }[] = [];
  readonly socket: Socket;
  closed: string | null = null;
  refused: string | null = null;

  constructor(server: Pick<LiveServer, 'url'>, headers: Record<string, string>) {
    this.socket = io(`${server.url}/live`, {
      transports: ['websocket'],
      extraHeaders: headers,
      reconnection: false,
      forceNew: true,
    });
    this.socket.onAny((event, payload) => {
      if (event === 'hello' && this.events.length === 0) this.player = payload.player;
      else this.events.push({ event, payload });
    });
    this.socket.on('disconnect', (reason) => {
      this.closed = reason;
    });
    this.socket.on('connect_error', (error) => {
      this.refused = error.message;
    });
  }

  static connect(server: Pick<LiveServer, 'url'>, player: string): Promise<SocketClient> {
    return SocketClient.open(server, headersOf(player));
  }

  /** @throws Error with the code of the refusal */
  static async open(server: Pick<LiveServer, 'url'>, headers: Record<string, string>): Promise<SocketClient> {
    const client = new SocketClient(server, headers);
    await vi.waitUntil(() => client.socket.connected || client.refused !== null, { timeout: 10_000 });
    if (client.refused !== null) throw new Error(client.refused);
    return client;
  }

  ask(event: string, ...args: unknown[]): Promise<unknown> {
    return this.socket.timeout(10_000).emitWithAck(event, ...args);
  }

  of(event: string): { [field: string]: unknown }[] {
    return this.events.filter((entry) => entry.event === event).map((entry) => entry.payload);
  }

  close(): void {
    this.socket.disconnect();
  }
}
