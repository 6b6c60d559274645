import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Frame, Position } from '../hub/frames.js';
import { Rate } from '../socket/packet-rates.js';
import type { Viewer } from '../viewer.js';
import type { PollAnswer } from './poll-answers.js';

/** Shared by the polls of a route. */
export interface PollRouteParts {
  /** The status line and headers of a good answer; headers as alternating names and values. */
  writeHead(poll: ResponsePoll, headers: readonly string[]): void;
  sendProblem(poll: ResponsePoll, error: AppError): void;
  /** Called when the answer was written, or the client is gone. */
  over(poll: ResponsePoll): void;
}

/** A poll that waits as an HTTP response. */
export class ResponsePoll implements HeldPoll {
  poller: Poller | null = null;
  hold: Hold | null = null;
  /** True when it was answered, or its client is gone. */
  over = false;

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
    private readonly route: PollRouteParts,
  ) {
    const over = (): void => {
      this.over = true;
      route.over(this);
    };
    response.once('close', over);
    // a pipelined request: its response has no connection yet that could report its end
    if (response.socket === null) request.once('close', over);
  }

  answer(answer: PollAnswer): void {
    const { bytes, headers } = answer.body(/\bgzip\b/.test(this.request.headers['accept-encoding'] ?? ''));
    this.route.writeHead(this, headers);
    this.response.end(bytes);
  }

  refuse(error: AppError): void {
    this.route.sendProblem(this, error);
  }
}

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

/** Maximum number of open polls of one player on a node: enough for tabs and devices. */
const POLLS_PER_PLAYER = 20;
/** Maximum rate of polls. They return once per event; no Sunday needs this many. */
const POLLS_PER_SECOND = 20;
const POLL_BURST = 60;

/** State of one player on this node by long-poll. */
export interface Poller {
  /** Polls that were admitted and have not been answered yet. */
  open: number;
  readonly rate: Rate;
}

/** The players who poll, and their limits. */
export class Pollers {
  private readonly byPlayer = new Map<string, Poller>();

  /** @param limited false: limits are off, and only open polls are counted */
  constructor(private readonly limited: boolean) {}

  /** Admits one more poll of the player; the caller decrements `open` at its end. @throws AppError too-many-requests */
  admit(playerId: string): Poller {
    const now = performance.now();
    const poller = this.byPlayer.get(playerId) ?? {
      open: 0,
      rate: new Rate(now, POLLS_PER_SECOND, POLL_BURST),
    };
    this.byPlayer.set(playerId, poller);
    if (this.limited && (poller.open >= POLLS_PER_PLAYER || poller.rate.take(now) < 0)) {
      throw new AppError('too-many-requests', undefined, undefined, 1);
    }
    poller.open += 1;
    return poller;
  }

  /** Forgets players without a poll. */
  sweep(now: number): void {
    for (const [playerId, poller] of this.byPlayer) {
      if (poller.open === 0 && poller.rate.full(now)) this.byPlayer.delete(playerId);
    }
  }
}
