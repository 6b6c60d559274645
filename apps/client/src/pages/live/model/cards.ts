import type { LeagueCards, Side } from '@sunday-live/contract';
import type { CountedCard, Picks } from '../../../http/queries.js';
import type { LiveState } from '../../../live/apply-frame.js';

/** Returns the league's cards by player, without players who have left since the cards were read. */
export function cardsShown(
  cards: LeagueCards['cards'],
  players: LiveState['players'],
): Map<string, CountedCard> {
  const here = new Set([...players.values()].map(({ id }) => id));
  return new Map(cards.filter(({ player }) => here.has(player)).map((card) => [card.player, card]));
}

/**
 * Merges the own card with a later reading of the league's cards. Those contain what is locked, the same for
 * everybody, so they win when another device has saved after the own card was read.
 */
export function withLockedOf(mine: Picks, ofLeague: Picks | undefined): Picks {
  if (ofLeague === undefined) return mine;
  const { picks, banker, joker, corrected } = ofLeague;
  const own = banker === null ? mine : { banker, joker: joker || (mine.banker === banker && mine.joker) };
  return { picks: { ...mine.picks, ...picks }, banker: own.banker, joker: own.joker, corrected };
}

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
