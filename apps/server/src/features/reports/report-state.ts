import type { ReportProgress, ReportQueue, ReportState, ReportTaskState } from '@sunday-live/contract';

/** The part of a task that decides about a report's state. */
export interface TaskPart {
  readonly queue: ReportQueue;
  readonly state: ReportTaskState;
}

/** The state of a report, from those of its tasks. */
export function reportState(tasks: readonly TaskPart[], cancelled: boolean): ReportState {
  const some = (...states: ReportTaskState[]): boolean => tasks.some(({ state }) => states.includes(state));
  if (tasks.every(({ state }) => state === 'done')) return 'complete';
  if (cancelled) return 'cancelled';
  if (!some('queued', 'running')) return 'failed';
  if (tasks.every(({ queue, state }) => queue === 'slow' || state === 'done')) return 'ready';
  return some('running', 'done', 'failed') ? 'running' : 'queued';
}

export function reportProgress(tasks: readonly TaskPart[]): ReportProgress {
  const count = (of: readonly TaskPart[]) => ({
    done: of.filter(({ state }) => state === 'done').length,
    total: of.length,
  });
  return {
    ...count(tasks),
    fast: count(tasks.filter(({ queue }) => queue === 'fast')),
    slow: count(tasks.filter(({ queue }) => queue === 'slow')),
  };
}
