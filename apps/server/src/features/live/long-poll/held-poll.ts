import type { AppError } from '../../../platform/errors/app-error.js';
import type { Frame, Position } from '../frame.js';
import type { Viewer } from '../viewer.js';
import type { PollAnswer } from './poll-answer.js';
import type { Poller } from './pollers.js';

/** Where a poll waits; private to the service. */
export interface Hold {
  readonly room: PollRoom;
  readonly viewer: Viewer;
  /** The client's position: usually the room's, and ahead of it while a resync is pending. */
  readonly position: Position;
  /** Time of the answer, with or without news, on `performance.now`. */
  readonly until: number;
}

/** A poll. Its fields belong to the service. */
export interface HeldPoll {
  /** Set from its admission until its end. */
  poller: Poller | null;
  /** Set while it waits for its answer. */
  hold: Hold | null;
  answer(answer: PollAnswer): void;
  refuse(error: AppError): void;
}

/** A league's polls on this node. All polls in `held` wait at `position` for the next frame. */
export class PollRoom {
  held = new Set<HeldPoll>();
  /** Frames of this tick, and the polls that wait for them. */
  fresh: Frame[] = [];
  waiting = new Set<HeldPoll>();
  usedAt = 0;

  constructor(
    readonly league: string,
    public position: Position,
    /** Returns the league's channel to the hub. */
    readonly release: () => void,
  ) {}
}
