import { compareNameKeys, nameKey } from './name-key.js';
import type { Row } from './types.js';

export interface RowChanges {
  /** Rows that are new or differ, with absolute values, in the order of the later standings. */
  readonly rows: Row[];
  /** Numbers of the players that are no longer in the standings. */
  readonly gone: number[];
}

/** Returns the changes that turn the standings `before` into `after`. */
export function changedRows(before: readonly Row[], after: readonly Row[]): RowChanges {
  const old = new Map(before.map((row) => [row[0], row]));
  const rows = after.filter((row) => {
    const known = old.get(row[0]);
    old.delete(row[0]);
    return known === undefined || known[1] !== row[1] || known[2] !== row[2];
  });
  return { rows, gone: [...old.keys()] };
}

/** Sorts rows by rank, and within a rank by name. */
export function orderRows(rows: Iterable<Row>, nameOf: (n: number) => string): Row[] {
  return [...rows]
    .map((row) => ({ row, key: nameKey(nameOf(row[0])) }))
    .sort((a, b) => a.row[1] - b.row[1] || compareNameKeys(a.key, a.row[0], b.key, b.row[0]))
    .map(({ row }) => row);
}
