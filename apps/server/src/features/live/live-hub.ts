import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Feed } from '@sunday-live/contract';
import { SlateLog } from '../slate/slate-log.js';
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

/** The hub repairs itself from the log within five seconds, even without the bus (ms). */
const PATIENCE_MS = 6_000;
const LOOK_EVERY_MS = 5;

/**
 * Distinguishes a position that this node does not know yet from one that does not exist. A client that was connected
 * to another node may be a few milliseconds ahead; a snapshot would take it back in time.
 */
@Injectable()
export class LogHead {
  constructor(
    private readonly hub: LiveHub,
    private readonly log: SlateLog,
  ) {}

  /** Returns true when this node can answer from the position by itself. */
  knows(since: Position | null): boolean {
    if (since === null) return true;
    const { epoch, seq } = this.hub.status().position;
    return since.epoch === epoch && since.seq <= seq;
  }

  /** Waits until this node has reached the position, if the log contains it. */
  async reach(since: Position | null): Promise<void> {
    if (since === null || this.knows(since)) return;
    const { epoch, head } = await this.log.stream();
    if (epoch !== since.epoch || head < since.seq) return;
    const until = performance.now() + PATIENCE_MS;
    while (!this.knows(since) && performance.now() < until) await sleep(LOOK_EVERY_MS);
  }
}
