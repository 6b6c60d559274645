import type { Side } from '@sunday-live/contract';
import type { Picks } from '../../../http/queries.js';

/** How many of a league are on each side of a game. */
export type Split = Readonly<Record<Side, number>>;

/** The splits of all games that any card picks. */
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
