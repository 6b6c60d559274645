import type { Rules } from './rules.js';
import type { WeekCard } from './types.js';
import { usedJokers } from './validate-card.js';

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

/**
 * Returns whether a joker is played automatically on this card (rule S21): when the player has as many jokers
 * left as weeks of the season that can still take one, this week included. Never without a card, never more
 * than the season allows.
 * @param cards all cards of the player's season, this one included
 * @param weeks the season's weeks with games
 */
export function isJokerForced(
  card: WeekCard,
  cards: readonly WeekCard[],
  weeks: readonly number[],
  jokersPerSeason: number,
): boolean {
  if (card.joker) return false;
  const taken = new Set(cards.filter((other) => other.joker).map((other) => other.week));
  const free = weeks.filter((week) => week >= card.week && !taken.has(week)).length;
  const left = jokersPerSeason - usedJokers(cards, card.week);
  return left > 0 && left >= free;
}
