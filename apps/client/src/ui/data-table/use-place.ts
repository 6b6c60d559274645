import { type RefObject, useEffect, useState } from 'react';
import { ROW_HEIGHT } from './table-view.js';

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
