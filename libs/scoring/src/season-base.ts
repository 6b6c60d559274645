import { countedJokers } from './jokers.js';
import type { Rules } from './rules.js';
import { scoreCard } from './score-card.js';
import type { SeasonGames, WeekCard } from './types.js';

/** A player's totals of the season's other weeks, which a week starts from. */
export interface SeasonBase {
  readonly points: number;
  readonly right: number;
  /** Points of the bankers that count, jokers included. */
  readonly bankerPoints: number;
  /** Number of bankers that count: not those in games that were called off or have not started. */
  readonly bankers: number;
  /** Number of cards. */
  readonly cards: number;
  /** Jokers on cards of earlier weeks; where only the first counts, they decide whether this week's does. */
  readonly earlierJokers: number;
}

export const EMPTY_BASE: SeasonBase = {
  points: 0,
  right: 0,
  bankerPoints: 0,
  bankers: 0,
  cards: 0,
  earlierJokers: 0,
};

/**
 * Computes a player's totals of all weeks but `exceptWeek`. `cards` must be all cards of the season, that
 * week's too, because whether a later joker counts depends on it. Compute it again when a game of another
 * week is corrected.
 */
export function baseOf(
  cards: readonly WeekCard[],
  games: SeasonGames,
  rules: Rules,
  exceptWeek: number,
): SeasonBase {
  const jokers = countedJokers(cards, rules);
  let [points, right, bankerPoints, bankers, count, earlierJokers] = [0, 0, 0, 0, 0, 0];
  for (const card of cards) {
    if (card.week === exceptWeek) continue;
    count += 1;
    if (card.joker && card.week < exceptWeek) earlierJokers += 1;
    const weekGames = games.get(card.week);
    if (!weekGames) continue;
    const score = scoreCard(card, weekGames, rules, jokers.has(card.week));
    points += score.points;
    right += score.right;
    if (score.bankerPoints === null) continue;
    bankerPoints += score.bankerPoints;
    bankers += 1;
  }
  return { points, right, bankerPoints, bankers, cards: count, earlierJokers };
}
