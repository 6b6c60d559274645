import { jittered, PollingLoop } from '../async/polling-loop.js';

/** What an outbox loop does with its rows. */
export interface OutboxWork {
  /** Rows of one process that are in work at the same time. */
  readonly lanes: number;
  readonly sweepMs: number;
  /** Takes one row and does it. @returns false when none is due */
  readonly next: () => Promise<boolean>;
  /** Before each sweep: settles what nobody else will end. @returns true when a row is due */
  readonly prepare: () => Promise<boolean>;
  /** Called with an error of a sweep or a lane; both are tried again. */
  readonly failed: (error: unknown) => void;
}

/**
 * Works on an outbox on this worker: at once when `wake` is called (a job has arrived), and by a sweep that trusts PostgreSQL alone:
 * it finds rows whose job was lost, repeats that are due, and what a crash has left behind.
 */
export class OutboxLoop {
  private readonly loop: PollingLoop;
  private readonly lanes = new Set<Promise<void>>();
  private stopped = false;

  constructor(private readonly work: OutboxWork) {
    this.loop = new PollingLoop(
      async () => {
        if (await this.work.prepare()) this.wake();
      },
      jittered(work.sweepMs),
      work.failed,
    );
  }

  start(): void {
    this.loop.start();
  }

  /** Takes no further row; resolves when those in work are done. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.loop.stop();
    await Promise.all(this.lanes);
  }

  /** Does rows in all lanes; resolves when none is due. */
  async drain(): Promise<void> {
    this.wake();
    await Promise.all(this.lanes);
  }

  /** Fills the lanes that are free. */
  wake(): void {
    while (this.lanes.size < this.work.lanes && !this.stopped) {
      const lane: Promise<void> = this.runLane()
        .catch(this.work.failed)
        .finally(() => this.lanes.delete(lane));
      this.lanes.add(lane);
    }
  }

  private async runLane(): Promise<void> {
    while (!this.stopped && (await this.work.next())) {
      // until none is due
    }
  }
}
