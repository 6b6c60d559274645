import type { Report, ReportQueue } from '@sunday-live/contract';
import type { TaskPart } from './report-state.js';
import { MOST_WORKERS } from './task-limits.js';

/**
 * Estimates the time until a queue's tasks of a report are done: tasks take as long as lately, and nothing else
 * waits.
 */
export function estimateOf(
  tasks: readonly TaskPart[],
  pace: Readonly<Record<ReportQueue, number | null>>,
): Report['estimate'] {
  const of = (queue: ReportQueue): number | null => {
    const left = tasks.filter(
      (task) => task.queue === queue && (task.state === 'queued' || task.state === 'running'),
    ).length;
    const ms = pace[queue];
    return left === 0 || ms === null ? null : Math.ceil((ms * left) / Math.min(left, MOST_WORKERS));
  };
  return { fastMs: of('fast'), slowMs: of('slow') };
}
