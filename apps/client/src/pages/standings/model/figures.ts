import type { SeasonSummary, StatisticsRow } from '@sunday-live/contract';
import { figure, rightShare } from '../../../game/standings.js';

/** One figure of a player's season. */
export interface Figure {
  readonly id: string;
  /** The head of its column. */
  readonly label: string;
  /** null without a value yet. */
  readonly value: (row: StatisticsRow) => number | null;
  readonly words: (row: StatisticsRow) => string;
}

const of = (id: string, label: string, value: Figure['value']): Figure => ({
  id,
  label,
  value,
  words: (row) => figure(value(row)),
});

export const AVERAGE = of('average', 'Average', ({ average }) => average);
export const BANKER = of('banker', 'Banker', ({ bankerAverage }) => bankerAverage);
export const JOKERS = of('jokers', 'Jokers used', ({ jokers }) => jokers);
export const SHARE: Figure = {
  ...of('share', 'Right', rightShare),
  words: (row) => (row.played === 0 ? '–' : `${figure(rightShare(row))} %`),
};

/** All figures of the season, in display order. Best, average and worst cover finished weeks. */
export const FIGURES: readonly Figure[] = [
  { ...AVERAGE, label: 'Average a week' },
  of('best', 'Best week', ({ best }) => best),
  of('worst', 'Worst week', ({ worst }) => worst),
  of('right', 'Right picks', ({ right, played }) => (played === 0 ? null : right)),
  { ...SHARE, label: 'Right picks in %' },
  { ...BANKER, label: 'Banker average' },
  JOKERS,
  of('points', 'Points', ({ points, played }) => (played > 0 || points !== 0 ? points : null)),
];

/** A row with its place by one figure. */
export interface Placed {
  readonly row: StatisticsRow;
  readonly rank: number;
}

/** Ranks the rows that have the figure, the highest first; level ones share a place. */
export function placedBy(rows: readonly StatisticsRow[], { value }: Figure): Placed[] {
  const having = rows.flatMap((row) => {
    const found = value(row);
    return found === null ? [] : [{ row, found }];
  });
  having.sort((a, b) => b.found - a.found || a.row.rank - b.row.rank);
  let rank = 0;
  let last: number | null = null;
  return having.map(({ row, found }, i) => {
    if (found !== last) rank = i + 1;
    last = found;
    return { row, rank };
  });
}

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
