import { elapsed } from '../game/clock.js';

/** After a hold, due items follow at this pace, within this total time. */
const PACE_MS = 200;
const CATCH_UP_MS = 3_000;

/** Delays items for some seconds, in order, so that the page is never ahead of the television. */
export class DelayLine<T> {
  private readonly queue: { item: T; arrivedAt: number }[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private held = false;
  /** Time between two items while catching up; 0: each when it is due. */
  private paceMs = 0;

  /**
   * @param release called with each item when its time has come
   * @param delayMs the delay; 0 passes items at once
   */
  constructor(
    private readonly release: (item: T) => void,
    private delayMs: number,
    private readonly now: () => number = elapsed,
  ) {}

  /** Number of waiting items. */
  get waiting(): number {
    return this.queue.length;
  }

  push(item: T): void {
    this.queue.push({ item, arrivedAt: this.now() });
    // while catching up, the pace decides
    if (this.paceMs === 0) this.flush();
  }

  setDelay(delayMs: number): void {
    this.delayMs = delayMs;
    this.paceMs = 0;
    this.flush();
  }

  /**
   * Holds all items until it is called with false; then due items follow one by one, so that viewers can
   * follow.
   */
  hold(held: boolean): void {
    if (held === this.held) return;
    this.held = held;
    const due = this.queue.filter(({ arrivedAt }) => arrivedAt + this.delayMs <= this.now()).length;
    this.paceMs = held || due === 0 ? 0 : Math.min(PACE_MS, CATCH_UP_MS / due);
    this.flush();
  }

  /** Drops waiting items, which belong to a stream that has ended. */
  clear(): void {
    clearTimeout(this.timer);
    this.paceMs = 0;
    this.queue.length = 0;
  }

  private flush(): void {
    clearTimeout(this.timer);
    if (this.held) return;
    const now = this.now();
    for (let first = this.queue[0]; first; first = this.queue[0]) {
      const wait = first.arrivedAt + this.delayMs - now;
      if (wait > 0) {
        this.paceMs = 0;
        this.timer = setTimeout(() => this.flush(), wait);
        return;
      }
      this.queue.shift();
      this.release(first.item);
      if (this.paceMs > 0) {
        this.timer = setTimeout(() => this.flush(), this.paceMs);
        return;
      }
    }
    this.paceMs = 0;
  }
}
