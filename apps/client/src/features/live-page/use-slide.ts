import { type RefObject, useLayoutEffect, useRef } from 'react';
import { slides } from './model/slides.js';

const SLIDE_MS = 350;
const HIGHLIGHT_MS = 600;

/**
 * Rows slide from where they are seen to be to their new places (a row that is under way turns from there), with the
 * animation on the compositor. Where motion is not wanted they stand in the new place at once and light up shortly.
 * @param scene another one is another table: nothing slides between the two
 */
export function useSlide(
  body: RefObject<HTMLTableSectionElement | null>,
  rows: readonly { readonly n: number }[],
  scene: string,
): void {
  const last = useRef<{ scene: string; places: ReadonlyMap<number, number> }>({ scene, places: new Map() });
  const running = useRef(new Map<HTMLElement, Animation>());
  useLayoutEffect(() => {
    const places = new Map(rows.map((row, i) => [row.n, i]));
    const before = last.current;
    last.current = { scene, places };
    if (!body.current || before.scene !== scene || !hasMoved(before.places, places)) return;
    slideRows(body.current, before.places, places, running.current);
  }, [body, rows, scene]);
}

function hasMoved(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): boolean {
  for (const [n, place] of after) if ((before.get(n) ?? place) !== place) return true;
  return false;
}

function slideRows(
  body: HTMLTableSectionElement,
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
  running: Map<HTMLElement, Animation>,
): void {
  const rows = [...body.rows].filter((row) => row.dataset.n !== undefined);
  // All reading first, then all writing: one layout for a hundred rows.
  const seen = rows.map((row) => ({
    row,
    n: Number(row.dataset.n),
    shift: running.has(row) ? new DOMMatrixReadOnly(getComputedStyle(row).transform).m42 : 0,
  }));
  const height = rows[0]?.offsetHeight ?? 0;
  const view = { top: -body.getBoundingClientRect().top, height: window.innerHeight };
  const plan = slides(seen, before, after, height, view);
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  for (const { row, from } of plan) {
    running.get(row)?.cancel();
    const animation = still ? highlight(row) : slide(row, from);
    running.set(row, animation);
    animation.onfinish = animation.oncancel = () => {
      if (running.get(row) !== animation) return;
      running.delete(row);
      delete row.dataset.slide;
    };
  }
}

function slide(row: HTMLElement, from: number): Animation {
  row.dataset.slide = from > 0 ? 'up' : 'down';
  return row.animate([{ transform: `translateY(${from}px)` }, { transform: 'none' }], {
    duration: SLIDE_MS,
    easing: 'cubic-bezier(0.2, 0.7, 0.2, 1)',
  });
}

function highlight(row: HTMLElement): Animation {
  return row.animate([{ opacity: 0.4 }, { opacity: 1 }], { duration: HIGHLIGHT_MS, easing: 'ease-out' });
}
