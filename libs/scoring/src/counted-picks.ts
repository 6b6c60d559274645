import { MAX_WEEK_GAMES } from './limits.js';
import type { CardPicks, Side } from './types.js';

/**
 * Returns the picks of a card by game id. A stored card that no save would accept (too many picks, a pick
 * without a side) counts as a card without picks in every table, because one broken row must not stop
 * everybody's standings.
 */
export function countedPicks(card: CardPicks): [game: string, side: Side][] {
  return cardProblem(card) === null ? Object.entries(card.picks) : [];
}

/** Returns why the picks of a stored card cannot count; null when they can. */
export function cardProblem({ picks }: CardPicks): string | null {
  if (typeof picks !== 'object' || picks === null) return 'no picks';
  const sides = Object.values(picks);
  if (sides.length > MAX_WEEK_GAMES) return `${sides.length} picks, at most ${MAX_WEEK_GAMES} count`;
  return sides.every((side) => side === 'home' || side === 'away') ? null : 'a pick names no side';
}
