import type { WeekScore } from '@sunday-live/contract';
import { jokerShown, type SeasonReview } from './season-review.js';

/** Summary of a player's weeks. Best, worst and average use weeks that are over and in which the player had a card. */
export interface PlayerFigures {
  readonly best: WeekScore | null;
  readonly worst: WeekScore | null;
  readonly average: number | null;
  /** Jokers that count by the rules, as far as others may see them. */
  readonly jokers: number;
}

/** Computes the summary. Among equal weeks, the earliest is the best or worst. */
export function playerFigures({ weeks }: Pick<SeasonReview, 'weeks'>, slot: number): PlayerFigures {
  let best: WeekScore | null = null;
  let worst: WeekScore | null = null;
  let [sum, count, jokers] = [0, 0, 0];
  for (const column of weeks) {
    if (column.has[slot] === 0) continue;
    if (jokerShown(column, slot)) jokers += 1;
    if (!column.over) continue;
    const score = { week: column.week, points: column.totals.points[slot] as number };
    if (best === null || score.points > best.points) best = score;
    if (worst === null || score.points < worst.points) worst = score;
    sum += score.points;
    count += 1;
  }
  return { best, worst, average: count === 0 ? null : sum / count, jokers };
}
