import type { Position } from '../frame.js';
import type { CatchUp, LiveHub } from '../live-hub.js';
import { type Broadcaster, LAG_BYTES } from './broadcaster.js';
import { frameMessage } from './frame-message.js';
import type { LeagueRoom, LiveSocket } from './live-socket.js';

/** A socket that has not caught up after this time is closed. */
export const LAG_LIMIT_MS = 60_000;
/** Deltas that together are larger than this are replaced by one snapshot. */
const CATCH_UP_BYTES = 128 * 1024;

/**
 * Sockets that read more slowly than the stream runs. They are left alone until they have read what is queued, then
 * get what they missed as coalesced state; so one of them costs a bounded buffer and the others nothing.
 */
export class SlowSockets {
  readonly #lagging = new Set<LiveSocket>();

  constructor(
    private readonly hub: LiveHub,
    private readonly broadcaster: () => Broadcaster,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get size(): number {
    return this.#lagging.size;
  }

  /** From now on the socket gets nothing; what was queued up to now is its last position. */
  mark(socket: LiveSocket): void {
    socket.lag = new Map(socket.rooms.map((room) => [room, room.position]));
    socket.lagSince = this.now();
    this.#lagging.add(socket);
    this.#resumeWhenRead(socket);
  }

  /** Closes those that have lagged for too long. Their buffer goes with them. */
  sweep(): void {
    for (const socket of this.#lagging) {
      if (this.now() - socket.lagSince > LAG_LIMIT_MS) socket.wire.tcp.destroy();
    }
  }

  forget(socket: LiveSocket): void {
    this.#lagging.delete(socket);
    socket.lag = null;
  }

  #resumeWhenRead(socket: LiveSocket): void {
    socket.wire.tcp.once('drain', () => this.#resume(socket));
  }

  /**
   * Sends what was missed, league by league, as far as the socket takes it. It counts as lagging until the end: the hub may
   * bring up a new frame while it is asked, which must not go before what was missed.
   */
  #resume(socket: LiveSocket): void {
    const { lag, wire } = socket;
    if (lag === null) return;
    for (const [room, since] of lag) {
      if (wire.tcp.writableLength > LAG_BYTES) break;
      const { frames, position } = this.#missed(room, since, socket.viewer.n);
      for (const frame of frames) this.broadcaster().send(socket, frameMessage(frame));
      lag.set(room, position);
    }
    if (wire.tcp.writableLength > LAG_BYTES) this.#resumeWhenRead(socket);
    else this.forget(socket);
  }

  #missed(room: LeagueRoom, since: Position | null, viewer: number): CatchUp {
    const missed = this.hub.catchUp(room.league, since, viewer);
    const bytes = missed.frames.reduce((sum, frame) => sum + frame.json.length, 0);
    if (since === null || bytes <= CATCH_UP_BYTES) return missed;
    return this.hub.catchUp(room.league, null, viewer);
  }
}
