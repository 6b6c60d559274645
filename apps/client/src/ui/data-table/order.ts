export type Direction = 'ascending' | 'descending';

/** The sort order of a table. */
export interface Order {
  readonly column: string;
  readonly direction: Direction;
}

/** The data of a column that sorting needs. */
export interface SortedBy<R> {
  readonly id: string;
  /** null sorts last in both directions. */
  readonly value: (row: R) => number | string | null;
  /** The direction when the column is first chosen. */
  readonly first: Direction;
}

/**
 * Returns the order after a tap on a column: reversed if the table was sorted by it, otherwise the column's
 * first direction.
 */
export function orderAfter<R>(order: Order, { id, first }: SortedBy<R>): Order {
  if (order.column !== id) return { column: id, direction: first };
  return { column: id, direction: order.direction === 'ascending' ? 'descending' : 'ascending' };
}

/** Writes an order as an address has it: `points`, descending `-points`. */
export function orderWords({ column, direction }: Order): string {
  return direction === 'descending' ? `-${column}` : column;
}

/** Reads an order from an address; null when the table has no such column. */
export function orderFrom<R>(words: string, columns: readonly SortedBy<R>[]): Order | null {
  const column = words.replace(/^-/, '');
  if (!columns.some(({ id }) => id === column)) return null;
  return { column, direction: words.startsWith('-') ? 'descending' : 'ascending' };
}

/** Sorts rows; equal rows keep their order. */
export function sortedBy<R>(rows: readonly R[], columns: readonly SortedBy<R>[], order: Order): readonly R[] {
  const column = columns.find(({ id }) => id === order.column);
  if (column === undefined) return rows;
  const sign = order.direction === 'ascending' ? 1 : -1;
  return rows
    .map((row) => ({ row, value: column.value(row) }))
    .sort((a, b) => compare(a.value, b.value, sign))
    .map(({ row }) => row);
}

function compare(a: number | string | null, b: number | string | null, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'string' || typeof b === 'string') return sign * COLLATOR.compare(String(a), String(b));
  return sign * (a - b);
}

const COLLATOR = new Intl.Collator();
