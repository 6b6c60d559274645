import type { ReportQueue } from '@sunday-live/contract';

/** Each queue has workers of its own, so that the slow one never holds up the fast one. */
export const REPORT_QUEUES: Readonly<Record<ReportQueue, string>> = {
  fast: 'reports-fast',
  slow: 'reports-slow',
};
export const REPORT_FLOWS = 'reports';

/** A job that runs one task; and the parent of a report's tasks, which stores the document. */
export const TASK_JOB = 'task';
export const DOCUMENT_JOB = 'document';
