import type { Feed } from '@sunday-live/contract';
import type { Frame, Position } from './frame.js';

/** What happens on this node, in order, for the transports (socket gateway and long-poll). */
export interface LiveListener {
  /** How many clients watch the league by this transport. */
  watching(league: string): number;
  /** A new frame of a league that somebody here watches. */
  frame(league: string, frame: Frame): void;
  /** Clients of the league must ask for a snapshot: no frame led to where the league is now. */
  resync(league: string, reason: string, position: Position): void;
  /** The feed's state changed (also sent with each heartbeat). */
  feed(feed: Feed): void;
}

/** Where a viewer stands after catching up. */
export interface CatchUp {
  /** True when the frames start with a snapshot. */
  readonly reset: boolean;
  readonly frames: readonly Frame[];
  /** The league's position after the frames. */
  readonly position: Position;
}

/**
 * The node's view of the log as frames per league. `watch` must be called before `catchUp` and undone by
 * the returned release. `catchUp` is synchronous, so that a transport can add its client to a room in the same tick and
 * miss nothing: whatever comes after is handed to the listener.
 */
export abstract class LiveHub {
  /** Opens the league's channel on this node (loads it when it is the first watcher). Throws AppError `not-found`. */
  abstract watch(league: string): Promise<() => void>;

  /**
   * Frames that bring a client at `since` (null: from nothing) to the head of a watched league.
   * @param viewer the player's number `n`, for the neighbourhood rows of a large league
   * @param watches whether the same client watches another league, where it gets that one's announcements
   */
  abstract catchUp(
    league: string,
    since: Position | null,
    viewer: number,
    watches?: (league: string) => boolean,
  ): CatchUp;

  /** Epoch and head as this node knows them, and the feed's state. */
  abstract status(): { position: Position; feed: Feed };

  /** Registers the one listener of each transport. */
  abstract listen(listener: LiveListener): () => void;
}
