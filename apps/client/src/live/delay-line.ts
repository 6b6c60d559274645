import { elapsed } from '../game/clocks.js';

/** What was held catches up at this pace, and in no more than this altogether. */
const PACE_MS = 200;
const CATCH_UP_MS = 3_000;

/** Holds items back for some seconds, in order, so that the page does not run ahead of the television. */
export class DelayLine<T> {
  private readonly queue: { item: T; arrivedAt: number }[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private held = false;
  /** Between two items while what was held catches up; 0: as they are due. */
  private paceMs = 0;

  /**
   * @param release takes each item when its time has come
   * @param delayMs how long items are held; 0 lets them through at once
   */
  constructor(
    private readonly release: (item: T) => void,
    private delayMs: number,
    private readonly now: () => number = elapsed,
  ) {}

  /** Items that wait. */
  get waiting(): number {
    return this.queue.length;
  }

  push(item: T): void {
    this.queue.push({ item, arrivedAt: this.now() });
    // what catches up keeps its pace
    if (this.paceMs === 0) this.flush();
  }

  setDelay(delayMs: number): void {
    this.delayMs = delayMs;
    this.paceMs = 0;
    this.flush();
  }

  /** Lets nothing through until it is taken off; then what is due comes one by one, so that it can be followed. */
  hold(held: boolean): void {
    if (held === this.held) return;
    this.held = held;
    const due = this.queue.filter(({ arrivedAt }) => arrivedAt + this.delayMs <= this.now()).length;
    this.paceMs = held || due === 0 ? 0 : Math.min(PACE_MS, CATCH_UP_MS / due);
    this.flush();
  }

  /** Forgets what waits: it belongs to a stream that is no more. */
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
