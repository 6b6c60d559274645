import { AppError } from '../../../platform/errors/app-error.js';
import { Rate } from '../rate.js';

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
