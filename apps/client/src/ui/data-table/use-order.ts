import { useMemo } from 'react';
import { useFilter } from '../use-address.js';
import { type Order, orderFrom, orderWords, type SortedBy } from './order.js';

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
