import type { TableRow } from '../../../../live/table-rows.js';

const JUST_ABOVE = 3;

/**
 * Returns the rivals to show: the three just above, the next below, and the pinned ones, in the order of the
 * standings.
 */
export function rivalsOf(rows: readonly TableRow[], own: TableRow): TableRow[] {
  const place = rows.findIndex((row) => row.n === own.n);
  return rows.filter((row, i) => {
    if (i === place) return false;
    return row.pinned || (i < place && i >= place - JUST_ABOVE) || i === place + 1;
  });
}
