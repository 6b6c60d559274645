import { type Row, TOP_ROWS } from '@sunday-live/contract';
import { orderRows } from '@sunday-live/scoring';

/**
 * Returns the first rows of a large league after a delta.
 * @param before rows of one position, the first ones included
 * @param changed rows that are new among the first, have changed there or have just left
 */
export function firstRows(
  before: ReadonlyMap<number, Row>,
  changed: readonly Row[] | undefined,
  nameOf: (n: number) => string,
): ReadonlyMap<number, Row> {
  // only the first rows are up to date; changed names may change which rows are among them
  const known = new Map(byPlayer(orderRows(before.values(), nameOf).slice(0, TOP_ROWS)));
  for (const row of changed ?? []) known.set(row[0], row);
  return new Map(byPlayer(orderRows(known.values(), nameOf).slice(0, TOP_ROWS)));
}

function byPlayer(rows: readonly Row[]): (readonly [number, Row])[] {
  return rows.map((row) => [row[0], row]);
}
