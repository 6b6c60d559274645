import { percentile } from '../../stats/stats.js';

const WINDOW_MS = 500;

/** How old frames were when clients got them, with when that was. */
export class Ages {
  private got: { at: number; ageMs: number }[] = [];

  readonly note = (ageMs: number): void => {
    this.got.push({ at: performance.now(), ageMs });
  };

  /** Percentile of the ages between two times, milliseconds. @throws RangeError when there are none */
  percentile(share: number, from: number, to = Number.POSITIVE_INFINITY): number {
    return percentile(
      this.got.filter(({ at }) => at >= from && at < to).map(({ ageMs }) => ageMs),
      share,
    );
  }

  /** Milliseconds from a moment until the p99 of every half second is within a limit again; 0 when it always was. */
  disturbedFor(since: number, limitMs: number): number {
    const windows = new Map<number, number[]>();
    for (const { at, ageMs } of this.got) {
      if (at < since) continue;
      const window = Math.floor((at - since) / WINDOW_MS);
      windows.set(window, [...(windows.get(window) ?? []), ageMs]);
    }
    const over = [...windows].filter(([, ages]) => percentile(ages, 0.99) > limitMs);
    return Math.max(0, ...over.map(([window]) => (window + 1) * WINDOW_MS));
  }
}
