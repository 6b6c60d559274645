import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import { RESULTS_QUEUE } from './results-queue.js';
import { ResultsTurns } from './results-turns.js';

/** A tick may come twice, late or never: what there is to do is read from PostgreSQL. */
@Processor(RESULTS_QUEUE, {
  concurrency: 1,
  lockDuration: 60_000,
  stalledInterval: 30_000,
  maxStalledCount: 1,
  runRetryDelay: 1_000,
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 20 },
})
export class KeepResultsProcessor extends WorkerHost {
  private readonly logger = new Logger(KeepResultsProcessor.name);

  constructor(private readonly turns: ResultsTurns) {
    super();
  }

  async process(): Promise<void> {
    await this.turns.run();
  }

  @OnWorkerEvent('failed')
  onFailed(_: unknown, error: Error): void {
    this.logger.error(`a tick failed: ${error.message}`);
  }
}
