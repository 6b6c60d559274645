import { Injectable } from '@nestjs/common';
import type { SectionName } from '@sunday-live/analysis';
import type {
  Report,
  ReportProgress,
  ReportQueue,
  ReportState,
  ReportTask,
  ReportTaskState,
} from '@sunday-live/contract';

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

/** A row of `report_task`. */
export interface TaskRow {
  readonly id: string;
  readonly report: string;
  readonly player: string;
  readonly section: SectionName;
  readonly queue: ReportQueue;
  readonly state: ReportTaskState;
  readonly attempts: number;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** For the player. */
  readonly error: string | null;
  /** For admins. */
  readonly lastError: string | null;
  readonly partialKey: string | null;
  readonly partialSha256: string | null;
}

/** Converts the task to its owner's view. */
export function toTask(row: TaskRow): ReportTask {
  return {
    player: row.player,
    name: row.section,
    queue: row.queue,
    state: row.state,
    attempts: row.attempts,
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    ...(row.error === null ? {} : { error: row.error }),
  };
}

/** The part of a task that decides about a report's state. */
export interface TaskPart {
  readonly queue: ReportQueue;
  readonly state: ReportTaskState;
}

/** The state of a report, from those of its tasks. */
export function reportState(tasks: readonly TaskPart[], cancelled: boolean): ReportState {
  const some = (...states: ReportTaskState[]): boolean => tasks.some(({ state }) => states.includes(state));
  if (tasks.every(({ state }) => state === 'done')) return 'complete';
  // a reader may have read the report before it was cancelled, and its tasks after that
  if (cancelled || some('cancelled')) return 'cancelled';
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
