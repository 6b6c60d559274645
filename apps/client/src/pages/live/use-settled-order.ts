import { useEffect, useMemo, useRef, useState } from 'react';
import { settledOrder } from './model/settled-order.js';

/** No new order for this long: the rows stand. */
const QUIET_MS = 600;
/** In a lively minute the document follows at least this often. */
const LATEST_MS = 3_000;

/**
 * The rows in the order of the document. Moving an element in the document makes the browser build it anew, which for a
 * hundred rows takes longer than a frame; so rows first move by style alone (their `place`), and the document follows,
 * for readers and the keyboard, when they stand.
 */
export function useSettledOrder<R extends { readonly n: number }>(rows: readonly R[]): readonly R[] {
  const [settled, setSettled] = useState(() => rows.map(({ n }) => n));
  const since = useRef(0);
  useEffect(() => {
    if (rows.length === settled.length && rows.every(({ n }, i) => n === settled[i])) {
      since.current = 0;
      return;
    }
    const now = performance.now();
    since.current ||= now;
    const wait = Math.min(QUIET_MS, Math.max(0, since.current + LATEST_MS - now));
    const timer = setTimeout(() => setSettled(rows.map(({ n }) => n)), wait);
    return () => clearTimeout(timer);
  }, [rows, settled]);
  return useMemo(() => settledOrder(rows, settled), [rows, settled]);
}
