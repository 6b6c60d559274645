import type { LeagueCards } from '@sunday-live/contract';
import type { CountedCard } from '../../../http/queries.js';
import type { LiveState } from '../../../live/apply-frame.js';

/** Returns the league's cards by player, without players who have left since the cards were read. */
export function cardsShown(
  cards: LeagueCards['cards'],
  players: LiveState['players'],
): Map<string, CountedCard> {
  const here = new Set([...players.values()].map(({ id }) => id));
  return new Map(cards.filter(({ player }) => here.has(player)).map((card) => [card.player, card]));
}
