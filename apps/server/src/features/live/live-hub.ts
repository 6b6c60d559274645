import type { Feed } from '@sunday-live/contract';
import type { Frame, Position } from './hub/frames.js';

/** Events of this node, in order, for the transports (socket gateway and long-poll). */
export interface LiveListener {
  /** Number of clients that watch the league by this transport. */
  watching(league: string): number;
  /** Those of these players (numbers) who watch the league by this transport; one may be named twice. */
  among(league: string, players: ReadonlySet<number>): Iterable<number>;
  /** A new frame of a league that is watched here. */
  frame(league: string, frame: Frame): void;
  /** Clients of the league must request a snapshot, because no frame leads to its present state. */
  resync(league: string, reason: string, position: Position): void;
  /** The feed's state changed (also sent with each heartbeat). */
  feed(feed: Feed): void;
}

/** The viewer's position after catching up. */
export interface CatchUp {
  /** True when the frames start with a snapshot. */
  readonly reset: boolean;
  readonly frames: readonly Frame[];
  /** The league's position after the frames. */
  readonly position: Position;
}

/**
 * The node's view of the log as frames per league. Call `watch` before `catchUp`, and the release that it returns at
 * the end. `catchUp` is synchronous, so that a transport can add its client to a room in the same tick and miss
 * nothing: every later frame goes to the listener.
 */
export abstract class LiveHub {
  /** Opens the league's channel on this node; the first watcher loads it. @throws AppError not-found */
  abstract watch(league: string): Promise<() => void>;

  /**
   * Returns frames that bring a client at `since` (null: no state) to the head of a watched league.
   * @param viewer the player's number `n`, for the neighbouring rows in a large league
   * @param watches whether the same client watches another league, where it gets that league's announcements
   */
  abstract catchUp(
    league: string,
    since: Position | null,
    viewer: number,
    watches?: (league: string) => boolean,
  ): CatchUp;

  /** Returns epoch and head as this node knows them, and the feed's state. */
  abstract status(): { position: Position; feed: Feed };

  /** Registers the one listener of each transport. */
  abstract listen(listener: LiveListener): () => void;
}
