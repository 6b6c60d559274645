import type { AppError } from '../../../platform/errors/app-error.js';
import type { Frame, Position } from '../frame.js';
import type { Viewer } from '../viewer.js';
import type { PollAnswer } from './poll-answer.js';
import type { Poller } from './pollers.js';

/** Where a poll waits: known to the service only. */
export interface Hold {
  readonly room: PollRoom;
  readonly viewer: Viewer;
  /** Where the client is: mostly where the room is, and ahead of it while a resync waits. */
  readonly position: Position;
  /** It is answered by then, with nothing if nothing came; on the clock of `performance.now`. */
  readonly until: number;
}

/** A poll. Its fields belong to the service. */
export interface HeldPoll {
  /** Set from when it is let in until it is over. */
  poller: Poller | null;
  /** Set while it waits for its answer. */
  hold: Hold | null;
  answer(answer: PollAnswer): void;
  refuse(error: AppError): void;
}

/** A league's polls on this node. All polls in `held` wait at `position` for what comes next. */
export class PollRoom {
  held = new Set<HeldPoll>();
  /** Frames of this tick and who waits for them. */
  fresh: Frame[] = [];
  waiting = new Set<HeldPoll>();
  usedAt = 0;

  constructor(
    readonly league: string,
    public position: Position,
    /** Gives the league's channel back to the hub. */
    readonly release: () => void,
  ) {}
}
