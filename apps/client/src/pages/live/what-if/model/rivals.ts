import type { TableRow } from '../../../../live/table-rows.js';

const JUST_ABOVE = 3;

/** Whom the viewer looks at: the three just above, the next below, and the pinned, in the order of the table. */
export function rivalsOf(rows: readonly TableRow[], own: TableRow): TableRow[] {
  const place = rows.findIndex((row) => row.n === own.n);
  return rows.filter((row, i) => {
    if (i === place) return false;
    return row.pinned || (i < place && i >= place - JUST_ABOVE) || i === place + 1;
  });
}
