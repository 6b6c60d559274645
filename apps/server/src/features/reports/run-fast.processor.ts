import { Processor } from '@nestjs/bullmq';
import { ReportJobs } from './report-jobs.js';
import { ReportPools } from './report-pools.js';
import { REPORT_QUEUES } from './report-queues.js';
import { RunTaskProcessor, WORKER_OPTIONS } from './run-task.js';

/** Fast tasks, and the jobs that store documents. */
@Processor(REPORT_QUEUES.fast, WORKER_OPTIONS)
export class RunFastProcessor extends RunTaskProcessor {
  constructor(jobs: ReportJobs, pools: ReportPools) {
    super('fast', jobs, pools);
  }
}
