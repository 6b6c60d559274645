import type { WeekCard } from './types.js';
import { usedJokers } from './used-up.js';

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
