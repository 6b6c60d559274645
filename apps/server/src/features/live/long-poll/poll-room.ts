import type { Frame, Position } from '../frame.js';
import type { HeldPoll } from './held-poll.js';

/** A league's polls on this node. Everybody in `held` stands at `position` and waits for what comes next. */
export class PollRoom {
  held = new Set<HeldPoll>();
  /** Frames of this tick and who waits for them. */
  fresh: Frame[] = [];
  waiting = new Set<HeldPoll>();
  /** Players found to be members, with the time of asking (milliseconds). */
  readonly members = new Map<string, number>();
  usedAt = 0;

  constructor(
    readonly league: string,
    public position: Position,
    /** Gives the league's channel back to the hub. */
    readonly release: () => void,
  ) {}
}
