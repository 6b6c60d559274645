import type { Frame, Position } from '../hub/frames.js';
import type { CatchUp } from '../live-hub.js';
import type { LiveRights } from '../live-rights.js';
import { LAG_BYTES } from './frame.adapter.js';
import type { LeagueRoom, LiveSocket } from './live-socket.js';

/** A socket that has not caught up after this time is closed (ms). */
export const LAG_LIMIT_MS = 60_000;
/** Deltas that are together larger than this are replaced by one snapshot (bytes). */
const CATCH_UP_BYTES = 128 * 1024;

/** The hub's functions that bring slow sockets up to date. */
export interface SlowSocketsHost {
  readonly rights: Pick<LiveRights, 'fresh'>;
  missed(room: LeagueRoom, since: Position | null, socket: LiveSocket): CatchUp;
  send(socket: LiveSocket, frame: Frame): void;
}

/**
 * Sockets that read more slowly than the stream runs. They get nothing until they have read what is queued, then what
 * they missed as coalesced state. So a slow socket costs a bounded buffer and does not slow others.
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

  /** Stops sending to the socket; everything queued so far determines its last position. */
  mark(socket: LiveSocket): void {
    socket.lag = new Map(socket.rooms.map((room) => [room, room.position]));
    socket.lagSince = this.now();
    this.lagging.add(socket);
  }

  /**
   * Continues with sockets that have read their queue, and closes those that have lagged for too long; their buffer
   * is freed with them. Sends nothing while the rights are uncertain.
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
   * Sends what was missed, league by league, as far as the socket accepts it. The socket counts as lagging until the
   * end: the hub may make a new frame during the call, which must not be sent before what was missed.
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
