import { setTimeout as sleep } from 'node:timers/promises';
import { HEARTBEAT_MS } from '@sunday-live/contract';
import type { Clock } from '../../../platform/async/clock.js';
import type { LiveHub } from '../live-hub.js';
import type { Viewer } from '../viewer.js';
import type { FrameAdapter } from './frame.adapter.js';
import type { LiveSocket } from './live-socket.js';
import { eventMessage, type Message } from './message.js';

/** Heartbeats are spread over the interval in this many groups, so that no moment has to serve all sockets. */
export const BEATS = 20;

/** The sockets connected to this node. */
export class LiveSockets {
  private readonly byPlayer = new Map<string, LiveSocket[]>();
  private readonly beats: readonly Set<LiveSocket>[] = Array.from({ length: BEATS }, () => new Set());
  private count = 0;
  private nextBeat = 0;

  get size(): number {
    return this.count;
  }

  add(socket: LiveSocket): void {
    const others = this.byPlayer.get(socket.viewer.id);
    if (others === undefined) this.byPlayer.set(socket.viewer.id, [socket]);
    else others.push(socket);
    this.beat(this.nextBeat).add(socket);
    this.nextBeat = (this.nextBeat + 1) % BEATS;
    this.count += 1;
  }

  remove(socket: LiveSocket): void {
    const left = this.ofPlayer(socket.viewer.id).filter((other) => other !== socket);
    if (left.length === 0) this.byPlayer.delete(socket.viewer.id);
    else this.byPlayer.set(socket.viewer.id, left);
    if (this.beats.some((beat) => beat.delete(socket))) this.count -= 1;
  }

  ofPlayer(playerId: string): readonly LiveSocket[] {
    return this.byPlayer.get(playerId) ?? [];
  }

  /** One of the `BEATS` groups that get their heartbeat together. */
  beat(index: number): Set<LiveSocket> {
    const beat = this.beats[index % BEATS];
    if (beat === undefined) throw new RangeError(`no beat ${index}`);
    return beat;
  }

  *all(): Generator<LiveSocket> {
    for (const beat of this.beats) yield* beat;
  }

  *viewers(): Generator<Viewer> {
    for (const socket of this.all()) yield socket.viewer;
  }
}

/** Sends the log's position to every socket each 10 s; each beat serves a share of the sockets. */
export class Heartbeat {
  private beatIndex = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly hub: LiveHub,
    private readonly sockets: LiveSockets,
    private readonly adapter: FrameAdapter,
    private readonly clock: Clock,
  ) {}

  start(afterEachBeat: () => void): void {
    this.timer = setInterval(() => {
      this.beat();
      afterEachBeat();
    }, HEARTBEAT_MS / BEATS);
    this.timer.unref();
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  beat(): void {
    const sockets = this.sockets.beat(this.beatIndex);
    this.beatIndex = (this.beatIndex + 1) % BEATS;
    if (sockets.size > 0) this.adapter.toAll(sockets, this.message());
  }

  /** Sends to all sockets now, because the feed's state changed. */
  toAll(): void {
    this.adapter.toAll(this.sockets.all(), this.message());
  }

  private message(): Message {
    const { position, feed } = this.hub.status();
    return eventMessage(
      'heartbeat',
      JSON.stringify({
        epoch: position.epoch,
        head: position.seq,
        serverTime: this.clock.now().toISOString(),
        feed,
      }),
    );
  }
}

const SOONEST_MS = 250;
/** Time over which clients return, per client (ms): a node can accept that many without a queue. */
const SPREAD_MS_PER_CLIENT = 0.4;
const SHORTEST_SPREAD_MS = 1_000;
const LONGEST_SPREAD_MS = 10_000;
const STEPS = 32;

/** Time for the last bytes to be sent (ms). */
const FLUSH_MS = 500;
const FLUSH_STEP_MS = 10;

/** Different delays, so that all clients of a node do not return at once. */
export function returnTimes(clients: number, random: () => number = Math.random): number[] {
  const spread = Math.min(LONGEST_SPREAD_MS, Math.max(SHORTEST_SPREAD_MS, clients * SPREAD_MS_PER_CLIENT));
  return Array.from({ length: STEPS }, (_, step) =>
    Math.round(SOONEST_MS + (spread * (step + random())) / STEPS),
  );
}

/** Sends `bye` to all sockets and closes them once it has been sent, or after half a second. */
export async function sayGoodbye(sockets: readonly LiveSocket[], adapter: FrameAdapter): Promise<void> {
  const byes = returnTimes(sockets.length).map((retryAfterMs) =>
    eventMessage('bye', JSON.stringify({ retryAfterMs })),
  );
  sockets.forEach((socket, index) => {
    const bye = byes[index % byes.length];
    if (bye !== undefined && socket.lag === null) adapter.send(socket, bye);
  });
  const until = performance.now() + FLUSH_MS;
  while (performance.now() < until && sockets.some(hasUnsent)) await sleep(FLUSH_STEP_MS);
  for (const socket of sockets) {
    if (socket.lag === null) socket.conn.close();
    else socket.tcp.destroy();
  }
}

function hasUnsent(socket: LiveSocket): boolean {
  return socket.lag === null && socket.tcp.writableLength > 0 && !socket.tcp.destroyed;
}
