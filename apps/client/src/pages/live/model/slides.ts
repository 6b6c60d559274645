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
