import { type ReactNode, useMemo } from 'react';
import { useFilter } from '../use-address.js';

export interface Column<R> extends SortedBy<R> {
  /** Shown on phones, and where a table scrolls sideways. */
  readonly short: string;
  readonly long: string;
  readonly cell: (row: R) => ReactNode;
  /** `place` and `player` stay visible while the others scroll; `strong` is the main column. */
  readonly kind?: 'place' | 'player' | 'strong';
  /** Minimum width: `phone` from 360 px, `wide` from 960 px; absent: always shown. */
  readonly from?: 'phone' | 'wide';
}

/** What a row has in any table of players. */
export interface PlayerRow {
  readonly id: string;
  readonly name: string;
}

/** What every table of players is drawn from. */
export interface TableProps<R> {
  /** For screen readers only; visible text belongs above the table. */
  readonly caption: string;
  /** The first two are the place and the player. */
  readonly columns: readonly Column<R>[];
  /** Id of the viewer's own row; a long table repeats it at the top. */
  readonly own: string | null;
  /** Columns share the width instead of scrolling. */
  readonly fits?: boolean;
  readonly busy?: boolean;
}

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

/** Keeps the order of a table in the page's address (`sort`). */
export function useOrder<R>(columns: readonly SortedBy<R>[], start: Order): [Order, (order: Order) => void] {
  const [words, setWords] = useFilter(
    'sort',
    orderWords(start),
    (asked) => orderFrom(asked, columns) !== null,
  );
  const order = useMemo(() => orderFrom(words, columns) ?? start, [words, columns, start]);
  return [order, (next) => setWords(orderWords(next))];
}
