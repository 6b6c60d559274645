import { type CsvCell, csvHead, csvLine } from '../../platform/http/csv/csv.js';
import type { RankedTable } from './ranked-table.js';

const HEAD = ['rank', 'player', 'team', 'points', 'right', 'played', 'banker average', 'jokers'];
/** Rows that are written at a time: a season of a hundred thousand players is never in memory as text. */
const BATCH = 500;

/** Writes standings as CSV (RFC 4180) with a header line, piece by piece. */
export function* standingsCsv(table: RankedTable): Generator<string> {
  yield csvHead(HEAD);
  for (let from = 0; from < table.total; from += BATCH) {
    const lines = table
      .rows(from, from + BATCH)
      .map((row): CsvCell[] => [
        row.rank,
        row.name,
        row.team,
        row.points,
        row.right,
        row.played,
        row.bankerAverage === null ? null : Math.round(row.bankerAverage * 100) / 100,
        row.jokers,
      ]);
    yield lines.map(csvLine).join('');
  }
}
