import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useState } from 'react';

interface Visible {
  readonly from: number;
  /** After the last one. */
  readonly to: number;
}

/** Which rows of a body in the page's flow are on screen, with some to spare; all of them unless it is `long`. */
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

/** Where the body begins in the document. */
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
