import type { Standings } from '@sunday-live/contract';
import { type CsvCell, csvHead, csvLine } from '../../platform/http/csv/csv.js';

const HEAD = ['rank', 'player', 'team', 'points', 'right', 'played', 'banker average', 'jokers'];

/** Writes standings as CSV (RFC 4180) with a header line. */
export function standingsCsv({ rows }: Pick<Standings, 'rows'>): string {
  const lines = rows.map((row): CsvCell[] => [
    row.rank,
    row.name,
    row.team,
    row.points,
    row.right,
    row.played,
    row.bankerAverage === null ? null : Math.round(row.bankerAverage * 100) / 100,
    row.jokers,
  ]);
  return [csvHead(HEAD), ...lines.map(csvLine)].join('');
}
