import { Logger } from '@nestjs/common';
import type { Queue } from 'bullmq';

/** Calls within this time share a job. */
const GATHER_MS = 20;

/** Wakes a worker of a queue by a job without data. Only a hint: rows whose job is lost are found by a sweep. */
export class Waker {
  private readonly logger = new Logger(Waker.name);
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly queue: Queue) {}

  /** Never waits and never throws. */
  readonly wake = (): void => {
    if (this.timer !== null) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.queue
        .add('wake', {}, { removeOnComplete: true, removeOnFail: true })
        .catch((error: unknown) => this.logger.debug(`${this.queue.name}: ${String(error)}`));
    }, GATHER_MS);
    this.timer.unref();
  };
}
