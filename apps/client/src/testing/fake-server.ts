import type { Ack, Position } from '@sunday-live/contract';
import type { Frame } from '../live/apply-frame.js';
import type { SessionWorld } from '../live/live-session.js';
import type { PollResult } from '../live/long-poll-transport.js';
import type { SocketHandlers } from '../live/socket-transport.js';
import type { FoldLog } from './fold-log.js';

/** One socket that a session has opened. */
export interface FakeSocket {
  readonly handlers: SocketHandlers;
  readonly wishes: (Position | null)[];
  closed: boolean;
  subscribed: boolean;
}

/**
 * An in-memory server for a session: a log that grows, sockets and polls that follow it, and a network that a
 * test can cut. It uses vitest's clock.
 */
export class FakeServer {
  head = 0;
  online = true;
  socketsAllowed = true;
  pollsAllowed = true;
  /** How long a socket takes to connect. */
  socketDelayMs = 0;
  ack: Ack = { ok: true };
  /** Answers polls at once, without new events. */
  hasty = false;
  readonly sockets: FakeSocket[] = [];
  polls = 0;
  /** The positions that polls sent. */
  readonly asked: (Position | null)[] = [];
  private readonly waiting = new Set<() => void>();

  constructor(public log: FoldLog) {}

  readonly world: SessionWorld = {
    openSocket: (handlers) => this.open(handlers),
    poll: (_league, position, signal) => this.poll(position, signal),
    now: () => performance.now(),
    wallClock: () => Date.now(),
    random: () => 0.5,
    online: () => this.online,
  };

  get socket(): FakeSocket | undefined {
    return this.sockets.findLast((socket) => !socket.closed);
  }

  /** Advances the log by some events, sent in one frame; a `lost` frame reaches no client. */
  advance(covers = 1, how: 'sent' | 'lost' = 'sent'): void {
    const since = this.head;
    this.head = Math.min(this.log.head, this.head + covers);
    if (how === 'lost' || this.head === since) return;
    for (const socket of this.sockets)
      if (socket.subscribed) this.send(socket, this.log.delta(since, this.head));
    for (const wake of [...this.waiting]) wake();
  }

  beat(): void {
    const { epoch } = this.log;
    const feed = { state: 'ok' as const, asOf: null };
    for (const socket of this.sockets)
      if (socket.subscribed && !socket.closed)
        socket.handlers.heartbeat({ epoch, head: this.head, serverTime: new Date().toISOString(), feed });
  }

  /** Cuts all sockets. */
  cut(): void {
    for (const socket of this.sockets) {
      if (socket.closed) continue;
      socket.closed = true;
      socket.handlers.lost();
    }
  }

  private send(socket: FakeSocket, frame: Frame): void {
    if (!socket.closed) socket.handlers.frame(frame);
  }

  private open(handlers: SocketHandlers) {
    const socket: FakeSocket = { handlers, wishes: [], closed: false, subscribed: false };
    this.sockets.push(socket);
    const connect = () => {
      if (socket.closed) return;
      if (this.socketsAllowed) return handlers.ready();
      socket.closed = true;
      handlers.lost();
    };
    if (this.socketDelayMs > 0) setTimeout(connect, this.socketDelayMs);
    else queueMicrotask(connect);
    return {
      subscribe: async (_league: string, position: Position | null): Promise<Ack | null> => {
        socket.wishes.push(position);
        if (this.ack.ok) {
          socket.subscribed = true;
          queueMicrotask(() => this.catchUp(socket, position));
        }
        return this.ack;
      },
      close: () => {
        socket.closed = true;
      },
    };
  }

  private catchUp(socket: FakeSocket, position: Position | null): void {
    const frame = this.since(position);
    if (frame) this.send(socket, frame);
  }

  private since(position: Position | null): Frame | null {
    if (!position || position.epoch !== this.log.epoch || position.seq > this.head)
      return this.log.snapshot(this.head);
    return position.seq === this.head ? null : this.log.delta(position.seq, this.head);
  }

  private poll(position: Position | null, signal: AbortSignal): Promise<PollResult> {
    this.polls += 1;
    this.asked.push(position);
    if (!this.pollsAllowed) return Promise.resolve({ kind: 'failed', retryAfterMs: null });
    return new Promise((resolve) => {
      const answer = () => {
        const frame = this.since(position);
        clearTimeout(limit);
        this.waiting.delete(answer);
        resolve({ kind: 'answer', answer: this.pollAnswer(frame) });
      };
      const limit = setTimeout(answer, 20_000);
      signal.addEventListener('abort', () => {
        clearTimeout(limit);
        this.waiting.delete(answer);
        resolve({ kind: 'failed', retryAfterMs: null });
      });
      if (this.hasty || this.since(position)) answer();
      else this.waiting.add(answer);
    });
  }

  /** Lets pending polls hang, as on a lost network: no answer reaches them. */
  muteHeldPolls(): void {
    this.waiting.clear();
  }

  /** Answers pending polls. */
  wakePolls(): void {
    for (const wake of [...this.waiting]) wake();
  }

  /** Drops the last events of the log, as in a failover, without a message to clients. */
  lose(events: number): void {
    this.head -= events;
  }

  private pollAnswer(frame: Frame | null) {
    return {
      epoch: this.log.epoch,
      head: this.head,
      reset: frame?.type === 'snapshot',
      serverTime: new Date().toISOString(),
      feed: { state: 'ok' as const, asOf: null },
      events: frame ? [frame] : [],
    };
  }
}
