import { OnWorkerEvent, WorkerHost } from '@nestjs/bullmq';
import { Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { ReportQueue } from '@sunday-live/contract';
import type { Job, WorkerOptions } from 'bullmq';
import { LEAST_WORKERS } from './pool-size.js';
import type { ReportJobs } from './report-jobs.js';
import type { ReportPools } from './report-pools.js';

/** A job that stalls is run again elsewhere, where PostgreSQL says whether there is anything to do. */
export const WORKER_OPTIONS: Partial<WorkerOptions> = {
  concurrency: LEAST_WORKERS,
  lockDuration: 30_000,
  stalledInterval: 15_000,
  maxStalledCount: 3,
  runRetryDelay: 1_000,
};

/** A job of a report queue wakes the runner; what is to be done is decided in PostgreSQL. */
export abstract class RunTaskProcessor extends WorkerHost implements OnApplicationBootstrap {
  private readonly logger = new Logger(RunTaskProcessor.name);

  protected constructor(
    private readonly queue: ReportQueue,
    private readonly jobs: ReportJobs,
    private readonly pools: ReportPools,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.pools.add(this.queue, (size) => {
      this.worker.concurrency = size;
    });
  }

  async process(job: Job): Promise<void> {
    await this.jobs.run(job.name, job.data);
  }

  @OnWorkerEvent('failed')
  onFailed(_: unknown, error: Error): void {
    this.logger.error(`a job of reports-${this.queue} failed: ${error.message}`);
  }
}
