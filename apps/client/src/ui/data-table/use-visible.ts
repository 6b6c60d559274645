import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useState } from 'react';

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
  rowHeight: number,
  long: boolean,
): Visible {
  const top = useTop(body, long);
  const virtualizer = useWindowVirtualizer({
    count: long ? count : 0,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: top,
  });
  if (!long) return { from: 0, to: count };
  const items = virtualizer.getVirtualItems();
  const from = items[0]?.index ?? 0;
  return { from, to: (items.at(-1)?.index ?? from - 1) + 1 };
}

/** Returns the top of the body in the document, px. */
function useTop(body: RefObject<HTMLTableSectionElement | null>, long: boolean): number {
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
