import { Injectable } from '@nestjs/common';
import type { ReportQueue } from '@sunday-live/contract';

/** Outboxes of tasks, and the queues whose jobs wake their workers. Each has lanes of its own: slow tasks never hold up fast ones. */
export const REPORT_QUEUES: Readonly<Record<ReportQueue, string>> = {
  fast: 'reports-fast',
  slow: 'reports-slow',
};

/** Tasks of a queue that one process works on at a time. */
export const MOST_WORKERS = 6;

/** A task may take so long, in milliseconds; then it counts as failed. */
@Injectable()
export class TaskLimits implements Record<ReportQueue, number> {
  fast = 10_000;
  slow = 600_000;
}
