import type { Standings } from '@sunday-live/contract';

type Cell = string | number | null;

const HEAD = ['rank', 'player', 'team', 'points', 'right', 'played', 'banker average', 'jokers'];

/** A standing as CSV (RFC 4180), with a line of names on top. */
export function standingsCsv({ rows }: Pick<Standings, 'rows'>): string {
  const lines = rows.map((row): Cell[] => [
    row.rank,
    row.name,
    row.team,
    row.points,
    row.right,
    row.played,
    row.bankerAverage === null ? null : Math.round(row.bankerAverage * 100) / 100,
    row.jokers,
  ]);
  return [HEAD, ...lines].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/**
 * One cell. A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers are ours and stay
 * numbers.
 */
export function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
