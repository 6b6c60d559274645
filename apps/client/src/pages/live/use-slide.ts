import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { useMedia } from '../../ui/hooks.js';

const SLIDE_MS = 350;
const HIGHLIGHT_MS = 600;

/** A running slide: its start, relative to the row's place. */
interface Running {
  readonly animation: Animation;
  readonly from: number;
}

/**
 * Slides rows from their visible position to their new places (a running slide turns from there), with the
 * animation on the compositor. With reduced motion, rows change places at once and flash. Nothing here forces
 * a layout, because a hundred rows must start within one frame.
 * @param rowHeight px, the same for all rows
 * @param scene identifies the table: nothing slides between two scenes
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

/** The visible part of the table, px from its first row. */
interface View {
  top: number;
  height: number;
}

/** Tracks what is on screen by events: measuring in the frame in which rows move would force a layout. */
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

/** Returns the offset of a sliding row from its place; the progress of a timing is already eased. */
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

/**
 * A row on screen: its player, and the current offset of a running slide from its place (px, down is
 * positive).
 */
export interface SeenRow<R> {
  readonly row: R;
  readonly n: number;
  readonly shift: number;
}

/** A row to slide: `from` is its current position relative to its new place (px, down is positive). */
export interface Slide<R> {
  readonly row: R;
  readonly from: number;
}

/** Returns which rows slide from where. Rows that neither start nor end in view are left out. */
export function slides<R>(
  seen: readonly SeenRow<R>[],
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
  rowHeight: number,
  view: { readonly top: number; readonly height: number },
): Slide<R>[] {
  const plan: Slide<R>[] = [];
  for (const { row, n, shift } of seen) {
    const then = before.get(n);
    const now = after.get(n);
    if (then === undefined || now === undefined || then === now) continue;
    const from = (then - now) * rowHeight + shift;
    const target = now * rowHeight;
    if (from === 0 || !(inView(target) || inView(target + from))) continue;
    plan.push({ row, from: clamp(from, target) });
  }
  return plan;

  function inView(y: number): boolean {
    return y > view.top - rowHeight && y < view.top + view.height;
  }

  /**
   * Clamps off-screen starts to the edge of the view, so that the visible part of the slide is slow enough to
   * follow.
   */
  function clamp(from: number, target: number): number {
    const top = view.top - rowHeight - target;
    return Math.min(Math.max(from, top), view.top + view.height - target);
  }
}
