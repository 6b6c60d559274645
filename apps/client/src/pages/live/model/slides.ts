/** A row on screen: its player and by how much a slide under way moves it from its place (px, down is positive). */
export interface SeenRow<R> {
  readonly row: R;
  readonly n: number;
  readonly shift: number;
}

/** A row that is to slide: `from` is where it is seen now, measured from its new place (px, down is positive). */
export interface Slide<R> {
  readonly row: R;
  readonly from: number;
}

/** Which rows slide from where. Rows that neither start nor end in view don't: nobody would see them. */
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

  /** Who comes from far outside comes from just outside: the last stretch is what is seen, at a speed that can be. */
  function clamp(from: number, target: number): number {
    const top = view.top - rowHeight - target;
    return Math.min(Math.max(from, top), view.top + view.height - target);
  }
}
