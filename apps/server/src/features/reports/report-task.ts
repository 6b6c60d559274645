import type { SectionName } from '@sunday-live/analysis';
import type { ReportQueue, ReportTask, ReportTaskState } from '@sunday-live/contract';

/** A row of `report_task`. */
export interface TaskRow {
  readonly id: string;
  readonly report: string;
  readonly player: string;
  readonly section: SectionName;
  readonly queue: ReportQueue;
  readonly state: ReportTaskState;
  readonly attempts: number;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  /** For the player. */
  readonly error: string | null;
  /** For admins. */
  readonly last_error: string | null;
  readonly partial_key: string | null;
  readonly partial_sha256: string | null;
}

/** Converts the task to its owner's view. */
export function toTask(row: TaskRow): ReportTask {
  return {
    player: row.player,
    name: row.section,
    queue: row.queue,
    state: row.state,
    attempts: row.attempts,
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    ...(row.error === null ? {} : { error: row.error }),
  };
}
