import type { SeasonSummary } from '@sunday-live/contract';

/**
 * Compares a week's points with all weeks of all players: 2 in the best quarter, 1 in the better half, otherwise 0. Where
 * all are level, none is marked.
 */
export function heatLevel(points: number | null, spread: SeasonSummary['spread']): 0 | 1 | 2 {
  if (points === null || spread === null || points === spread.least) return 0;
  if (points >= spread.quarter) return 2;
  return points >= spread.half ? 1 : 0;
}

/** Counts the finished weeks in which the row has the most points, shared or not. */
export function weeksWon(
  row: { readonly weeks: readonly (number | null)[] },
  weeks: SeasonSummary['weeks'],
): number {
  return weeks.filter(({ over, best }, i) => over && best !== null && row.weeks[i] === best).length;
}
