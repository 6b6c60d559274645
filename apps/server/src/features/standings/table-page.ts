import { MAX_PAGE_ROWS, type Page, peopleQuerySchema, type StandingsRow } from '@sunday-live/contract';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.js';
import type { RankedTable } from './ranked-table.js';

/** Rows around the viewer when the request names no limit. */
const AROUND_ROWS = 50;

/** Query parameters of a page of rows; none of them: the whole table. */
export const tablePageQuery = z.object({
  ...peopleQuerySchema.shape,
  /** Rows with the viewer's own in the middle. */
  around: z.literal('me').optional(),
});
export type TablePageQuery = z.infer<typeof tablePageQuery>;

export interface TablePage extends Page {
  readonly rows: StandingsRow[];
}

/** Returns true when the request asks for a part of the table. */
export function asksForPage({ limit, after, around, q }: TablePageQuery): boolean {
  return limit !== undefined || after !== undefined || around !== undefined || q !== undefined;
}

/**
 * Returns a page of a table. A cursor names the last row's player, so that the next page starts behind that player
 * even when the order has changed meanwhile.
 * @param viewer number of the requesting player
 * @throws AppError `invalid-input` for a cursor that no answer has given
 */
export function pageOf(
  table: RankedTable,
  { limit, after, around, q }: TablePageQuery,
  viewer: number,
): TablePage {
  const from = after === undefined ? 0 : placeAfter(table, after);
  if (q !== undefined) {
    const all = table.search(q);
    const found = all.filter((place) => place >= from);
    const places = found.slice(0, limit ?? MAX_PAGE_ROWS);
    const rows = places.map((place) => table.row(place));
    return {
      rows,
      next: found.length > places.length ? cursor(rows.at(-1), places.at(-1)) : null,
      total: all.length,
    };
  }
  const own = around === undefined ? null : table.placeOf(viewer);
  const size = limit ?? (around === undefined ? MAX_PAGE_ROWS : AROUND_ROWS);
  const last = Math.max(0, table.total - size);
  const first = own === null ? from : Math.min(last, Math.max(0, own - Math.floor(size / 2)));
  const rows = table.rows(first, first + size);
  const end = first + rows.length;
  return { rows, next: end < table.total ? cursor(rows.at(-1), end - 1) : null, total: table.total };
}

function cursor(row: StandingsRow | undefined, place: number | undefined): string | null {
  return row === undefined ? null : `${row.n}-${place}`;
}

/**
 * Returns the place behind the cursor's player; if that player has no row any more, behind the player's former place.
 */
function placeAfter(table: RankedTable, after: string): number {
  const [, n, place] = /^(\d{1,10})-(\d{1,10})$/.exec(after) ?? [];
  if (n === undefined || place === undefined) throw new AppError('invalid-input', 'after: no such cursor');
  return (table.placeOf(Number(n)) ?? Number(place) - 1) + 1;
}
