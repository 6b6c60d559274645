import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import type { Job, WorkerOptions } from 'bullmq';
import { z } from 'zod';
import { ReportDocuments } from './report-documents.js';
import { DOCUMENT_JOB, REPORT_QUEUES, TASK_JOB } from './report-queues.js';
import { ReportRunner } from './report-runner.js';
import { MOST_WORKERS } from './task-limits.js';

const taskSchema = z.object({ task: z.string() });
const documentSchema = z.object({ report: z.string() });

/** A job that stalls runs again elsewhere, where PostgreSQL says whether there is anything to do. */
const WORKER_OPTIONS: Partial<WorkerOptions> = {
  concurrency: MOST_WORKERS,
  lockDuration: 30_000,
  stalledInterval: 15_000,
  maxStalledCount: 3,
  runRetryDelay: 1_000,
};

/** A job of a report queue wakes the runner; PostgreSQL says what there is to do. */
abstract class ReportTasksProcessor extends WorkerHost {
  private readonly logger = new Logger(ReportTasksProcessor.name);

  constructor(
    private readonly runner: ReportRunner,
    private readonly documents: ReportDocuments,
  ) {
    super();
  }

  /** @throws when the job is of no known kind or its data does not fit */
  async process({ name, data }: Pick<Job, 'name' | 'data'>): Promise<void> {
    if (name === TASK_JOB) await this.runner.run(taskSchema.parse(data).task);
    else if (name === DOCUMENT_JOB) await this.documents.store(documentSchema.parse(data).report);
    else throw new Error(`no such job: ${name}`);
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job | undefined, error: Error): void {
    this.logger.error(`a job of ${job?.queueName ?? 'a report queue'} failed: ${error.message}`);
  }
}

/** Fast tasks, and the jobs that store documents. */
@Processor(REPORT_QUEUES.fast, WORKER_OPTIONS)
export class FastTasksProcessor extends ReportTasksProcessor {
  // Nest reads the types of parameters from the class itself
  constructor(runner: ReportRunner, documents: ReportDocuments) {
    super(runner, documents);
  }
}

/** Slow tasks. */
@Processor(REPORT_QUEUES.slow, WORKER_OPTIONS)
export class SlowTasksProcessor extends ReportTasksProcessor {
  constructor(runner: ReportRunner, documents: ReportDocuments) {
    super(runner, documents);
  }
}
