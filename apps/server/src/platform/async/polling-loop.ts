/** Returns the promise's value, or throws when it takes longer than `ms`. A later result is ignored. */
export async function withTimeout<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  promise.catch(() => undefined);
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs a task repeatedly: each round starts a pause after the last one ended, whether that succeeded or failed. */
export class PollingLoop {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private trouble: string | null = null;

  /**
   * @param pauseMs pause before each round
   * @param failed called with a round's error, unless the round before failed with the same one. Errors never stop the
   * loop.
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
          (error: unknown) => this.report(error),
        )
        .finally(() => this.start());
    }, firstMs);
    this.timer.unref();
  }

  /** Starts no further round; resolves when the running one has ended. */
  stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    return this.running;
  }

  private report(error: unknown): void {
    const trouble = String(error);
    if (trouble !== this.trouble) this.failed(error);
    this.trouble = trouble;
  }
}

/** Returns a jittered pause (±25 %), so that workers that started together drift apart. */
export function jittered(ms: number): () => number {
  return () => ms * (0.75 + Math.random() / 2);
}
