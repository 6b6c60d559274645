import type { QueueReport } from '@sunday-live/contract';
import type { QueueState } from '../../../platform/work/queue-counts.js';

/** The state of a queue as it goes over HTTP. */
export function reportOf({ lastFailure, ...counts }: QueueState): QueueReport {
  return { ...counts, lastFailure: lastFailure && { ...lastFailure, at: lastFailure.at.toISOString() } };
}
