import { type RefCallback, useCallback, useState } from 'react';

/** Before the first measure: the height on most phones. */
const USUAL = 60;

/** The height of the table's rows in px: it depends on the width of the table and on the size of the text. */
export function useRowHeight(): [probe: RefCallback<HTMLElement>, rowHeight: number] {
  const [height, setHeight] = useState(USUAL);
  const probe = useCallback((element: HTMLElement | null) => {
    if (element === null) return;
    const measure = () => setHeight(element.offsetHeight || USUAL);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [probe, height];
}
