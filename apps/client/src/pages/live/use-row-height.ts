import { type RefCallback, useCallback, useState } from 'react';

/** Height on most phones, before the first measurement. */
const USUAL = 60;

/** Returns the height of the rows in px, which depends on the width of the table and on the text size. */
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
