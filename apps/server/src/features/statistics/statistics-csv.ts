import type { LeagueStatistics, StatisticsRow } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import type { Steps } from '../../platform/async/time-sliced.js';
import { type CsvCell, csvHead, csvLine } from '../../platform/http/csv/csv.js';

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

/**
 * Writes the season's standings as CSV with a column for every week; an empty cell means that the player did not play.
 */
export function* statisticsCsv({
  type,
  weeks,
  rows,
}: Pick<LeagueStatistics, 'type' | 'weeks' | 'rows'>): Steps<string> {
  const lines = [csvHead([...HEAD, ...weeks.map(({ week }) => weekPhrase(type, week))])];
  for (const row of rows) {
    lines.push(csvLine(cellsOf(row)));
    yield;
  }
  return lines.join('');
}

function cellsOf(row: StatisticsRow): CsvCell[] {
  return [
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
  ];
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 100) / 100;
}
