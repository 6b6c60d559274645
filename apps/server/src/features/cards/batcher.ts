/** Result or error of one job of a batch. */
export type Outcome<R> =
  | { readonly ok: true; readonly value: R }
  | { readonly ok: false; readonly error: unknown };

/** Runs `work` and returns its result or its error as an outcome. */
export function settle<R>(work: () => R): Outcome<R> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    return { ok: false, error };
  }
}

export interface BatcherOptions<J, R> {
  /** Runs a batch; outcomes in the order of the jobs. Not called again until it has settled. */
  readonly run: (jobs: readonly J[]) => Promise<readonly Outcome<R>[]>;
  /** Jobs with the same key never share a batch. */
  readonly keyOf: (job: J) => string;
  readonly maxBatch: number;
  readonly maxWaiting: number;
  /** A job that has not started within this time fails with `busy`. */
  readonly maxWaitMs: number;
  readonly busy: () => Error;
}

interface Waiting<J, R> {
  readonly job: J;
  readonly until: number;
  readonly settle: (outcome: Outcome<R>) => void;
}

/**
 * Runs one batch at a time. A lone job runs at once; jobs that arrive during a batch form the next one and share its
 * fixed costs.
 */
export class Batcher<J, R> {
  private waiting: Waiting<J, R>[] = [];
  private running: Promise<void> | null = null;

  constructor(private readonly options: BatcherOptions<J, R>) {}

  /** Runs the job in one of the next batches. @throws the job's error, or `busy` */
  submit(job: J): Promise<R> {
    const { maxWaiting, maxWaitMs, busy } = this.options;
    if (this.waiting.length >= maxWaiting) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      const settle = (outcome: Outcome<R>): void => {
        if (outcome.ok) resolve(outcome.value);
        else reject(outcome.error);
      };
      this.waiting.push({ job, until: performance.now() + maxWaitMs, settle });
      this.running ??= this.work();
    });
  }

  private async work(): Promise<void> {
    // jobs submitted in the same turn join this batch
    await Promise.resolve();
    while (this.waiting.length > 0) {
      this.refuseLate();
      const batch = this.take();
      if (batch.length === 0) continue;
      const outcomes = await this.outcomesOf(batch);
      for (const [i, { settle }] of batch.entries()) {
        settle(outcomes[i] ?? { ok: false, error: new Error('a job of the batch has no outcome') });
      }
    }
    this.running = null;
  }

  private async outcomesOf(batch: readonly Waiting<J, R>[]): Promise<readonly Outcome<R>[]> {
    try {
      return await this.options.run(batch.map(({ job }) => job));
    } catch (error) {
      return batch.map(() => ({ ok: false, error }));
    }
  }

  private refuseLate(): void {
    const now = performance.now();
    const late = this.waiting.filter(({ until }) => until <= now);
    if (late.length === 0) return;
    this.waiting = this.waiting.filter(({ until }) => until > now);
    for (const { settle } of late) settle({ ok: false, error: this.options.busy() });
  }

  private take(): Waiting<J, R>[] {
    const keys = new Set<string>();
    const batch: Waiting<J, R>[] = [];
    this.waiting = this.waiting.filter((entry) => {
      const key = this.options.keyOf(entry.job);
      if (batch.length >= this.options.maxBatch || keys.has(key)) return true;
      keys.add(key);
      batch.push(entry);
      return false;
    });
    return batch;
  }
}
