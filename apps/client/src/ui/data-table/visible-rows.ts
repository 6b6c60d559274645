import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';

/** Height of the rows of a long table, px. */
export const ROW_HEIGHT = 72;

export interface Visible {
  readonly from: number;
  /** Index after the last visible row. */
  readonly to: number;
}

/**
 * Returns the rows of a table body that are on screen, with a few more at both ends; all of them unless it is
 * `long`.
 */
export function useVisible(
  body: RefObject<HTMLTableSectionElement | null>,
  count: number,
  long: boolean,
): Visible {
  const top = useTop(body, long);
  const virtualizer = useWindowVirtualizer({
    count: long ? count : 0,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollMargin: top,
  });
  if (!long) return { from: 0, to: count };
  const items = virtualizer.getVirtualItems();
  const from = items[0]?.index ?? 0;
  return { from, to: (items.at(-1)?.index ?? from - 1) + 1 };
}

/**
 * Returns the top of a table body in the document, px.
 * @param long false: nothing is measured, because all rows are drawn
 */
export function useTop(body: RefObject<HTMLTableSectionElement | null>, long = true): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    if (!long) return;
    const measure = () => {
      if (body.current) setTop(Math.round(body.current.getBoundingClientRect().top + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [body, long]);
  return top;
}

/** A row that is not drawn within this time is no longer waited for. */
const GIVE_UP_MS = 5_000;

/**
 * Returns a function that scrolls to the row at a place of a long table and, once it is drawn, focuses what can be
 * opened in it.
 */
export function usePlace(body: RefObject<HTMLTableSectionElement | null>): (index: number) => void {
  const [wanted, setWanted] = useState<number | null>(null);
  // after each render, because the row may be among those just drawn, or the table has just become long enough
  useEffect(() => {
    if (wanted === null || body.current === null) return;
    const row = body.current.querySelector(`[aria-rowindex="${wanted + 2}"][data-player]`);
    const target = row?.querySelector<HTMLElement>('a, button');
    if (!target) return scrollTo(body.current, wanted);
    target.focus({ preventScroll: true });
    setWanted(null);
  });
  useEffect(() => {
    if (wanted === null) return;
    const timer = setTimeout(() => setWanted(null), GIVE_UP_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  return (index) => {
    if (body.current !== null) scrollTo(body.current, index);
    setWanted(index);
  };
}

/** Scrolls so that the row at this place is in the middle of the screen. */
function scrollTo(body: HTMLElement, index: number): void {
  const { top } = body.getBoundingClientRect();
  window.scrollTo({ top: Math.max(0, window.scrollY + top + index * ROW_HEIGHT - window.innerHeight / 2) });
}
