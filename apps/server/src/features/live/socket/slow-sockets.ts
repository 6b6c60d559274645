import type { Frame, Position } from '../frame.js';
import type { CatchUp } from '../live-hub.js';
import type { LiveRights } from '../live-rights.js';
import { LAG_BYTES } from './frame.adapter.js';
import type { LeagueRoom, LiveSocket } from './live-socket.js';

/** A socket that has not caught up after this time is closed. */
export const LAG_LIMIT_MS = 60_000;
/** Deltas that together are larger than this are replaced by one snapshot. */
const CATCH_UP_BYTES = 128 * 1024;

/** What slow sockets need to catch up. */
export interface SlowSocketsHost {
  readonly rights: Pick<LiveRights, 'fresh'>;
  missed(room: LeagueRoom, since: Position | null, socket: LiveSocket): CatchUp;
  send(socket: LiveSocket, frame: Frame): void;
}

/**
 * Sockets that read more slowly than the stream runs. They are left alone until they have read what is queued, then
 * get what they missed as coalesced state; so one of them costs a bounded buffer and the others nothing.
 */
export class SlowSockets {
  private readonly lagging = new Set<LiveSocket>();

  constructor(
    private readonly host: SlowSocketsHost,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get size(): number {
    return this.lagging.size;
  }

  /** From now on the socket gets nothing; what was queued up to now is its last position. */
  mark(socket: LiveSocket): void {
    socket.lag = new Map(socket.rooms.map((room) => [room, room.position]));
    socket.lagSince = this.now();
    this.lagging.add(socket);
  }

  /**
   * Goes on with those that have read what they had, and closes those that have lagged for too long; their buffer goes with them. Nothing
   * is sent while it is not sure who may have it.
   */
  sweep(): void {
    for (const socket of this.lagging) {
      if (this.now() - socket.lagSince > LAG_LIMIT_MS) socket.tcp.destroy();
      else if (socket.unsent === 0 && this.host.rights.fresh()) this.resume(socket);
    }
  }

  forget(socket: LiveSocket): void {
    this.lagging.delete(socket);
    socket.lag = null;
  }

  /**
   * Sends what was missed, league by league, as far as the socket takes it. It counts as lagging until the end: the hub may
   * bring up a new frame while it is asked, which must not go before what was missed.
   */
  private resume(socket: LiveSocket): void {
    const { lag } = socket;
    if (lag === null) return;
    for (const [room, since] of lag) {
      if (socket.unsent > LAG_BYTES) return;
      const { frames, position } = this.missedOf(room, since, socket);
      for (const frame of frames) this.host.send(socket, frame);
      lag.set(room, position);
    }
    if (socket.unsent <= LAG_BYTES) this.forget(socket);
  }

  private missedOf(room: LeagueRoom, since: Position | null, socket: LiveSocket): CatchUp {
    const missed = this.host.missed(room, since, socket);
    const bytes = missed.frames.reduce((sum, frame) => sum + frame.json.length, 0);
    if (since === null || bytes <= CATCH_UP_BYTES) return missed;
    return this.host.missed(room, null, socket);
  }
}
