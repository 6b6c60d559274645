import { type Row, TOP_ROWS } from '@sunday-live/contract';
import { orderRows } from '@sunday-live/scoring';

/**
 * The first rows of a large league after a delta.
 * @param before rows of one position, the first ones among them
 * @param changed rows that are new among the first, have changed there or have just fallen out
 */
export function firstRows(
  before: ReadonlyMap<number, Row>,
  changed: readonly Row[] | undefined,
  nameOf: (n: number) => string,
): ReadonlyMap<number, Row> {
  // only the first ones have been kept up to date; names may change who is among them
  const known = new Map(byPlayer(orderRows(before.values(), nameOf).slice(0, TOP_ROWS)));
  for (const row of changed ?? []) known.set(row[0], row);
  return new Map(byPlayer(orderRows(known.values(), nameOf).slice(0, TOP_ROWS)));
}

function byPlayer(rows: readonly Row[]): (readonly [number, Row])[] {
  return rows.map((row) => [row[0], row]);
}
