import type { PlayedWeek, SeasonFigures, WeekScore } from '@sunday-live/contract';
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
    if (column.has[slot] !== 1) continue;
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

/** Summarises a player's season within a league. @param slot null: the player is in no standings of the season */
export function seasonFigures(review: SeasonReview, season: number, slot: number | null): SeasonFigures {
  const { totals, places, runs, ranked, weeks } = review;
  const players = ranked.length;
  if (slot === null) return { ...NOTHING, season, players };
  const bankers = totals.bankers[slot] as number;
  const rank = places[slot] as number;
  return {
    season,
    rank,
    ...(ranked.some((other) => other !== slot && places[other] === rank) ? { shared: true } : {}),
    players,
    points: totals.points[slot] as number,
    right: totals.right[slot] as number,
    played: totals.played[slot] as number,
    weeks: weeks.filter(({ has }) => has[slot] === 1).length,
    ...playerFigures(review, slot),
    bankerAverage: bankers === 0 ? null : (totals.bankerPoints[slot] as number) / bankers,
    bankers,
    run: runs[slot] as number,
  };
}

/** Returns a player's weeks within a league: every week that has begun, played or not. */
export function playedWeeks({ weeks }: SeasonReview, slot: number | null): PlayedWeek[] {
  return weeks.map((column) => {
    const { week, over, average, totals, has, places } = column;
    if (slot === null || has[slot] !== 1) {
      const rank = slot === null ? null : places[slot] || null;
      return { week, over, points: null, right: 0, played: 0, average, rank, joker: false };
    }
    return {
      week,
      over,
      points: totals.points[slot] as number,
      right: totals.right[slot] as number,
      played: totals.played[slot] as number,
      average,
      rank: places[slot] || null,
      joker: jokerShown(column, slot),
    };
  });
}

/** Returns the player's slot; null when the player is not in the season's standings. */
export function slotOf({ players, places }: SeasonReview, player: string): number | null {
  const slot = players.slotById(player);
  return slot === null || (places[slot] ?? 0) === 0 ? null : slot;
}

const NOTHING: Omit<SeasonFigures, 'season' | 'players'> = {
  rank: null,
  points: 0,
  right: 0,
  played: 0,
  weeks: 0,
  best: null,
  worst: null,
  average: null,
  bankerAverage: null,
  bankers: 0,
  jokers: 0,
  run: 0,
};
