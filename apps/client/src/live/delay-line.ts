/** Holds items back for some seconds, in order, so that the page does not run ahead of the television. */
export class DelayLine<T> {
  private readonly queue: { item: T; arrivedAt: number }[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param release takes each item when its time has come
   * @param delayMs how long items are held; 0 lets them through at once
   */
  constructor(
    private readonly release: (item: T) => void,
    private delayMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** Items that wait. */
  get waiting(): number {
    return this.queue.length;
  }

  push(item: T): void {
    this.queue.push({ item, arrivedAt: this.now() });
    this.flush();
  }

  setDelay(delayMs: number): void {
    this.delayMs = delayMs;
    this.flush();
  }

  /** Forgets what waits: it belongs to a stream that is no more. */
  clear(): void {
    clearTimeout(this.timer);
    this.queue.length = 0;
  }

  private flush(): void {
    clearTimeout(this.timer);
    const now = this.now();
    for (let first = this.queue[0]; first; first = this.queue[0]) {
      const wait = first.arrivedAt + this.delayMs - now;
      if (wait > 0) {
        this.timer = setTimeout(() => this.flush(), wait);
        return;
      }
      this.queue.shift();
      this.release(first.item);
    }
  }
}
