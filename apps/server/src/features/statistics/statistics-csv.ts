import type { LeagueStatistics, StatisticsRow } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { type CsvCell, csvHead, csvLine } from '../../platform/http/csv.js';
import type { RowList } from '../standings/table-page.js';

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

/** Rows that are written at a time: a season of a hundred thousand players is never in memory as text. */
const BATCH = 500;

/**
 * Writes the season's standings as CSV with a column for every week, piece by piece; an empty cell means that the player
 * did not play.
 */
export function* statisticsCsv(
  table: RowList<StatisticsRow>,
  { type, weeks }: Pick<LeagueStatistics, 'type' | 'weeks'>,
): Generator<string> {
  yield csvHead([...HEAD, ...weeks.map(({ week }) => weekPhrase(type, week))]);
  for (let from = 0; from < table.total; from += BATCH) {
    let lines = '';
    for (let place = from; place < Math.min(from + BATCH, table.total); place += 1)
      lines += csvLine(cellsOf(table.row(place)));
    yield lines;
  }
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
