import { useEffect, useMemo, useRef, useState } from 'react';
import { settledOrder } from './model/settled-order.js';

/** Rows have settled after this time without a new order. */
const QUIET_MS = 600;
/** In a busy minute the document's order follows at least this often. */
const LATEST_MS = 3_000;

/**
 * Returns the rows in the order of the document. When an element moves in the document, the browser builds it
 * again, which for a hundred rows takes longer than a frame. So rows first move by style alone (their
 * `place`), and the document's order follows, for screen readers and the keyboard, when they have settled.
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
