import type { LeagueStatistics } from '@sunday-live/contract';
import { type CsvCell, csvLine } from '../../platform/csv/csv.js';

const HEAD = [
  'rank',
  'rank before',
  'player',
  'team',
  'points',
  'last week',
  'right',
  'played',
  '% right',
  'best week',
  'average week',
  'worst week',
  'banker average',
  'jokers',
];

/** The season's table as CSV, with a column for every week; an empty cell there = did not play. */
export function statisticsCsv({ weeks, rows }: Pick<LeagueStatistics, 'weeks' | 'rows'>): string {
  return [
    [...HEAD, ...weeks.map(({ week }) => `week ${week}`)],
    ...rows.map((row): CsvCell[] => [
      row.rank,
      row.before,
      row.name,
      row.team,
      row.points,
      row.lastWeek,
      row.right,
      row.played,
      row.played === 0 ? null : rounded((100 * row.right) / row.played),
      row.best,
      rounded(row.average),
      row.worst,
      rounded(row.bankerAverage),
      row.jokers,
      ...row.weeks,
    ]),
  ]
    .map(csvLine)
    .join('');
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 100) / 100;
}
