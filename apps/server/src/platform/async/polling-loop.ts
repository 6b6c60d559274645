/** Does something again and again: each round begins a pause after the last one ended, well or not. */
export class PollingLoop {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private trouble: string | null = null;

  /**
   * @param pauseMs before each round
   * @param failed is told what a round threw, unless the one before threw the same; the next one comes all the same
   */
  constructor(
    private readonly round: () => Promise<unknown>,
    private readonly pauseMs: () => number,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** @param firstMs pause before the first round */
  start(firstMs = this.pauseMs()): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.round()
        .then(
          () => {
            this.trouble = null;
          },
          (error: unknown) => this.note(error),
        )
        .finally(() => this.start());
    }, firstMs);
    this.timer.unref();
  }

  /** No round begins any more from this moment; resolves when the one under way has ended. */
  stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    return this.running;
  }

  private note(error: unknown): void {
    const trouble = String(error);
    if (trouble !== this.trouble) this.failed(error);
    this.trouble = trouble;
  }
}

/** A pause of about so long: those who began together come apart. */
export function jittered(ms: number): () => number {
  return () => ms * (0.75 + Math.random() / 2);
}
