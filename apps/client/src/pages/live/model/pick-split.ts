import type { Side } from '@sunday-live/contract';
import type { Picks } from '../../../http/queries.js';

/** The number of a league's picks on each side of a game. */
export type Split = Readonly<Record<Side, number>>;

/** Counts the splits of all games with picks. */
export function pickSplits(cards: Iterable<Picks>): ReadonlyMap<string, Split> {
  const splits = new Map<string, { home: number; away: number }>();
  for (const { picks } of cards) {
    for (const [game, side] of Object.entries(picks)) {
      const split = splits.get(game) ?? { home: 0, away: 0 };
      split[side] += 1;
      splits.set(game, split);
    }
  }
  return splits;
}
