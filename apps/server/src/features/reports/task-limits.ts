import { Injectable } from '@nestjs/common';
import type { ReportQueue } from '@sunday-live/contract';

/**
 * Outboxes of tasks, and the queues whose jobs wake their workers. Each has its own lanes, so that slow tasks do not
 * delay fast ones.
 */
export const REPORT_QUEUES: Readonly<Record<ReportQueue, string>> = {
  fast: 'reports-fast',
  slow: 'reports-slow',
};

/** Tasks of a queue that one process works on at a time. */
export const MOST_WORKERS = 6;

/** Maximum duration of a task, ms; a longer one fails. */
@Injectable()
export class TaskLimits implements Record<ReportQueue, number> {
  fast = 10_000;
  slow = 600_000;
}
