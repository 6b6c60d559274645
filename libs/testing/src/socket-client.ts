import { setTimeout as pause } from 'node:timers/promises';
import type { Ack } from '@sunday-live/contract';
import { io, type Socket } from 'socket.io-client';
import { Oracle } from './oracle.js';
import type { Player } from './player.js';

const RETRY_MS = 100;

/** A client on the socket. When its node dies it continues at the next one, from its last position. */
export class SocketClient {
  readonly oracle = new Oracle();
  private socket: Socket | null = null;
  private closed = false;
  private next: number;

  /** @param nodes called before each connection, so that a dead node can be left out */
  constructor(
    private readonly player: Player,
    private readonly league: string,
    private readonly nodes: () => readonly string[],
    first: number,
  ) {
    this.next = first;
  }

  /** Connects and subscribes; retries until it succeeds. */
  async connect(): Promise<this> {
    this.closed = false;
    while (!this.closed) {
      try {
        await this.tryConnect();
        return this;
      } catch {
        this.socket?.close();
        await pause(RETRY_MS);
      }
    }
    return this;
  }

  close(): void {
    this.closed = true;
    this.socket?.close();
  }

  private async tryConnect(): Promise<void> {
    const nodes = this.nodes();
    const socket = io(`${nodes[this.next++ % nodes.length]}/live`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: { cookie: this.player.cookie, origin: this.player.origin },
    });
    this.socket = socket;
    socket.on('snapshot', (frame: unknown) => this.oracle.snapshot(frame));
    socket.on('delta', (frame: unknown) => {
      if (!this.oracle.delta(frame)) void this.subscribe(socket, true);
    });
    socket.on('resync', () => void this.subscribe(socket, false));
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
      socket.once('disconnect', reject);
    });
    const ack = await this.subscribe(socket, true);
    if (!ack.ok) throw new Error(`subscribe refused: ${ack.code} ${ack.message}`);
    if (!socket.connected) throw new Error('the node died');
    socket.once('disconnect', () => {
      if (!this.closed) void this.connect();
    });
  }

  private subscribe(socket: Socket, resume: boolean): Promise<Ack> {
    const position = resume ? this.oracle.position : undefined;
    return socket.timeout(10_000).emitWithAck('subscribe', { league: this.league, ...position });
  }
}
