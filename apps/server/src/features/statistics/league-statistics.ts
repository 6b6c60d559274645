import type { LeagueStatistics, StatisticsRow } from '@sunday-live/contract';
import type { Steps } from '../../platform/async/time-sliced.js';
import { playerFigures } from './player-season.js';
import type { SeasonReview } from './season-review.js';

/** Computes the season's standings of a league with all statistics columns. */
export function* leagueStatistics(
  review: SeasonReview,
  about: Omit<LeagueStatistics, 'weeks' | 'rows'>,
): Steps<LeagueStatistics> {
  const { weeks, ranked, totals, places } = review;
  const [latest, before] = [weeks.at(-1), weeks.at(-2)];
  const rows: StatisticsRow[] = [];
  for (const { n, id, name, team, slot } of ranked) {
    const bankers = totals.bankers[slot] as number;
    const { best, worst, average, jokers } = playerFigures(review, slot);
    rows.push({
      n,
      id,
      name,
      team,
      rank: places[slot] as number,
      before: before?.places[slot] || null,
      points: totals.points[slot] as number,
      right: totals.right[slot] as number,
      played: totals.played[slot] as number,
      lastWeek: latest?.has[slot] === 1 ? (latest.totals.points[slot] as number) : null,
      best: best?.points ?? null,
      average,
      worst: worst?.points ?? null,
      bankerAverage: bankers === 0 ? null : (totals.bankerPoints[slot] as number) / bankers,
      jokers,
      weeks: weeks.map(({ has, totals: ofWeek }) =>
        has[slot] === 1 ? (ofWeek.points[slot] as number) : null,
      ),
    });
    yield;
  }
  return { ...about, weeks: weeks.map(({ week, over }) => ({ week, over })), rows };
}
