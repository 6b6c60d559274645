import { AppError } from '../../../platform/errors/app-error.js';
import { Rate } from '../rate.js';

/** Polls that one player may have open on a node: tabs and devices. */
const POLLS_PER_PLAYER = 20;
/** Polls come back once per event; this is beyond any Sunday. */
const POLLS_PER_SECOND = 20;
const POLL_BURST = 60;

/** What one player does on this node by long-poll. */
export interface Poller {
  /** Polls that were let in and whose answers are not yet on their way. */
  open: number;
  readonly rate: Rate;
}

/** The players who poll, and their limits. */
export class Pollers {
  private readonly byPlayer = new Map<string, Poller>();

  /** @param limited whether limits count, or only what is open */
  constructor(private readonly limited: boolean) {}

  /**
   * Lets one more poll of the player in; `open` goes down again when it is over.
   * @throws AppError too-many-requests
   */
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
