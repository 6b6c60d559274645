import type { StandingsRow } from '@sunday-live/contract';

export type Column = 'rank' | 'name' | 'points' | 'right' | 'bankerAverage' | 'jokers';
export type Direction = 'ascending' | 'descending';
export interface Order {
  readonly column: Column;
  readonly direction: Direction;
}

export const BY_RANK: Order = { column: 'rank', direction: 'ascending' };

/** The order after a tap on a column: the other way round if it was sorted by already, else its better end first. */
export function orderAfter(order: Order, column: Column): Order {
  if (order.column === column)
    return { column, direction: order.direction === 'ascending' ? 'descending' : 'ascending' };
  return { column, direction: column === 'rank' || column === 'name' ? 'ascending' : 'descending' };
}

/** The rows in an order. Equals stay in the order of their places; without a banker's average is last both ways. */
export function sortedRows(rows: readonly StandingsRow[], { column, direction }: Order): StandingsRow[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return [...rows].sort((a, b) => compare(a, b, column, sign) || a.rank - b.rank);
}

function compare(a: StandingsRow, b: StandingsRow, column: Column, sign: number): number {
  if (column === 'name') return sign * a.name.localeCompare(b.name);
  const [x, y] = [a[column], b[column]];
  if (x === null || y === null) return Number(x === null) - Number(y === null);
  return sign * (x - y);
}

/** The first rows of a long table, and the own one under them if it is further down. */
export function firstRows(rows: readonly StandingsRow[], own: string, limit: number): StandingsRow[] {
  const first = rows.slice(0, limit);
  const mine = rows.slice(limit).find(({ id }) => id === own);
  return mine ? [...first, mine] : first;
}
