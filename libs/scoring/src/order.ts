import type { Row } from './types.js';

/**
 * Returns the sort key of a name, the same on every machine: compatibility-decomposed, accents dropped, lower
 * case, runs of white space made one space, trimmed. It is compared by UTF-16 code units, never by a locale.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Compares by `nameKey` text, then by player number. Negative: the first is before the second. */
export function compareNameKeys(a: string, aNumber: number, b: string, bNumber: number): number {
  if (a === b) return aNumber - bNumber;
  return a < b ? -1 : 1;
}

/**
 * Computes competition ranks (1, 1, 3) of sorted items: an item level with the one before shares its rank,
 * any other gets the number of its place.
 */
export function competitionRanks<T>(ordered: readonly T[], level: (a: T, b: T) => boolean): number[] {
  const ranks: number[] = [];
  let rank = 0;
  let before: { item: T } | null = null;
  for (const item of ordered) {
    if (before === null || !level(before.item, item)) rank = ranks.length + 1;
    ranks.push(rank);
    before = { item };
  }
  return ranks;
}

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
