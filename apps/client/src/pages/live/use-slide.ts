import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { useMedia } from '../../ui/use-media.js';
import { slides } from './model/slides.js';

const SLIDE_MS = 350;
const HIGHLIGHT_MS = 600;

/** A slide under way: where it began, measured from the row's place. */
interface Running {
  readonly animation: Animation;
  readonly from: number;
}

/**
 * Rows slide from where they are seen to be to their new places (a row that is under way turns from there), with the
 * animation on the compositor. Where motion is not wanted they stand in the new place at once and light up shortly.
 * Nothing here asks for a layout: a hundred rows must be under way within one frame.
 * @param rowHeight px, the same for all rows
 * @param scene another one is another table: nothing slides between the two
 */
export function useSlide(
  body: RefObject<HTMLTableSectionElement | null>,
  rows: readonly { readonly n: number }[],
  rowHeight: number,
  scene: string,
): void {
  const last = useRef<{ scene: string; places: ReadonlyMap<number, number> }>({ scene, places: new Map() });
  const running = useRef(new Map<HTMLElement, Running>());
  const view = useView(body);
  const still = useMedia('(prefers-reduced-motion: reduce)');
  useLayoutEffect(() => {
    const places = new Map(rows.map((row, i) => [row.n, i]));
    const before = last.current;
    last.current = { scene, places };
    if (!body.current || before.scene !== scene || !hasMoved(before.places, places)) return;
    const seen = [...body.current.rows]
      .filter((row) => row.dataset.n !== undefined)
      .map((row) => ({ row, n: Number(row.dataset.n), shift: shiftOf(running.current.get(row)) }));
    for (const { row, from } of slides(seen, before.places, places, rowHeight, view.current))
      move(row, from, still, running.current);
  }, [body, rows, rowHeight, scene, view, still]);
}

/** The part of the table that is on screen, px from its first row. */
interface View {
  top: number;
  height: number;
}

/** What is on screen, noted when it changes: asking in the frame in which rows move would lay everything out at once. */
function useView(body: RefObject<HTMLElement | null>): RefObject<View> {
  const view = useRef<View>({ top: 0, height: 0 });
  useEffect(() => {
    const stop = new AbortController();
    const note = () => {
      const { top } = body.current?.getBoundingClientRect() ?? { top: 0 };
      view.current = { top: -top, height: window.innerHeight };
    };
    const observer = new ResizeObserver(note);
    observer.observe(document.body);
    window.addEventListener('scroll', note, { passive: true, signal: stop.signal });
    window.addEventListener('resize', note, { signal: stop.signal });
    return () => {
      observer.disconnect();
      stop.abort();
    };
  }, [body]);
  return view;
}

function hasMoved(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): boolean {
  for (const [n, place] of after) if ((before.get(n) ?? place) !== place) return true;
  return false;
}

/** How far a row under way is from its place; the progress of a timing is eased already. */
function shiftOf(running: Running | undefined): number {
  const progress = running?.animation.effect?.getComputedTiming().progress;
  return running && typeof progress === 'number' ? running.from * (1 - progress) : 0;
}

function move(row: HTMLElement, from: number, still: boolean, running: Map<HTMLElement, Running>): void {
  const old = running.get(row);
  running.delete(row);
  old?.animation.cancel();
  const animation = still ? highlight(row) : slide(row, from);
  running.set(row, { animation, from: still ? 0 : from });
  animation.onfinish = () => {
    if (running.get(row)?.animation !== animation) return;
    running.delete(row);
    delete row.dataset.slide;
  };
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
