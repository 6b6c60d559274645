export type Direction = 'ascending' | 'descending';

/** What a table is sorted by. */
export interface Order {
  readonly column: string;
  readonly direction: Direction;
}

/** What sorting needs to know of a column. */
export interface SortedBy<R> {
  readonly id: string;
  /** null stands last, whichever way the table is sorted. */
  readonly value: (row: R) => number | string | null;
  /** Which end comes first when the column is chosen. */
  readonly first: Direction;
}

/** The order after a tap on a column: the other way round if it was sorted by already, else its better end first. */
export function orderAfter<R>(order: Order, { id, first }: SortedBy<R>): Order {
  if (order.column !== id) return { column: id, direction: first };
  return { column: id, direction: order.direction === 'ascending' ? 'descending' : 'ascending' };
}

/** The rows in an order; equals stay as they were. */
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
