import { Processor } from '@nestjs/bullmq';
import { ReportJobs } from './report-jobs.js';
import { ReportPools } from './report-pools.js';
import { REPORT_QUEUES } from './report-queues.js';
import { RunTaskProcessor, WORKER_OPTIONS } from './run-task.js';

/** Slow tasks. */
@Processor(REPORT_QUEUES.slow, WORKER_OPTIONS)
export class RunSlowProcessor extends RunTaskProcessor {
  constructor(jobs: ReportJobs, pools: ReportPools) {
    super('slow', jobs, pools);
  }
}
