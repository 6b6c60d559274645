import type { Rules } from './rules.js';
import type { WeekCard } from './types.js';

/**
 * Returns the weeks in which a player's joker counts by these rules. `cards` are all cards of the season, in
 * any order.
 */
export function countedJokers(cards: Iterable<WeekCard>, rules: Rules): ReadonlySet<number> {
  if (!rules.joker) return new Set();
  const weeks: number[] = [];
  for (const card of cards) if (card.joker) weeks.push(card.week);
  weeks.sort((a, b) => a - b);
  return new Set(rules.joker.counts === 'first' ? weeks.slice(0, 1) : weeks);
}
