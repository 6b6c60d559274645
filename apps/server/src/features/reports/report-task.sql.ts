import type { ReportQueue } from '@sunday-live/contract';
import { type EntityManager, In } from 'typeorm';
import type { StoredObject } from '../../platform/storage/storage.js';
import { type Claimed, endRow, type Outbox, repeatRow } from '../../platform/work/outbox.sql.js';
import { type QueueFailures, queueFailures } from '../../platform/work/queue-counts.js';
import { ReportEntity, ReportTaskEntity } from './report.entity.js';
import type { TaskRow } from './report-task.js';

/** A worker that does not renew its claim within this time loses the task. */
export const LEASE_MS = 15_000;
/** Maximum number of attempts of a task; failures and lost workers count. */
export const MOST_ATTEMPTS = 5;
const LONGEST_CAUSE = 300;
/** Failures are counted over this time. */
const FAILURES_OF_DAYS = 7;

const COLUMNS = `id, report, player, section, queue, state, attempts, started_at AS "startedAt", finished_at AS "finishedAt",
  error, last_error AS "lastError", partial_key AS "partialKey", partial_sha256 AS "partialSha256"`;

/** A task that one worker has claimed. */
export type ClaimedTask = Claimed<TaskRow>;

/** Why a task failed: for the player, and for admins. */
export interface TaskFailure {
  readonly error: string;
  readonly cause: string;
}

/** Number of unfinished tasks of a queue. */
export interface OpenTasks {
  readonly queued: number;
  readonly running: number;
  /** Number of queued ones that may be claimed now. */
  readonly due: number;
}

/** The tasks as rows that workers claim; the only record of their state. `ready` needs the name of a queue. `recoverTasks` handles tasks of lost workers. */
export const TASKS: Outbox<TaskRow> = {
  table: 'report_task',
  key: ['id'],
  busy: 'running',
  repeatsDead: false,
  ready: 'o.queue = $1',
  order: 'o.due_at, o.place',
  columns: COLUMNS,
  also: {
    running: 'started_at = now(), finished_at = NULL, error = NULL',
    queued: 'finished_at = now()',
    done: 'finished_at = now()',
    failed: 'finished_at = now()',
  },
};

/** Returns the tasks of a report, in its order. */
export async function tasksOfReport(manager: EntityManager, report: string): Promise<TaskRow[]> {
  return manager.query<TaskRow[]>(`SELECT ${COLUMNS} FROM report_task WHERE report = $1 ORDER BY place`, [
    report,
  ]);
}

/** Ends a task. @returns false when another worker has the task */
export function finishTask(
  manager: EntityManager,
  task: ClaimedTask,
  partial: StoredObject | null,
): Promise<boolean> {
  // admins still see why an earlier attempt failed
  return endRow(manager, TASKS, task, 'done', task.lastError, {
    partial_key: partial?.key ?? null,
    partial_sha256: partial?.sha256 ?? null,
  });
}

/** Notes a failure. @param againInMs time until it is repeated; null: never @returns false when another worker has the task */
export function failTask(
  manager: EntityManager,
  task: ClaimedTask,
  { error, cause }: TaskFailure,
  againInMs: number | null,
): Promise<boolean> {
  const reason = cause.slice(0, LONGEST_CAUSE);
  return againInMs === null
    ? endRow(manager, TASKS, task, 'failed', reason, { error })
    : repeatRow(manager, TASKS, task, againInMs, reason, { error });
}

/** Repeats a done task whose part is missing in storage. */
export async function redoTask(
  manager: EntityManager,
  { id, partialKey }: Pick<TaskRow, 'id' | 'partialKey'>,
): Promise<void> {
  if (partialKey === null) return;
  await manager.update(
    ReportTaskEntity,
    { id, state: 'done', partialKey },
    { state: 'queued', partialKey: null, partialSha256: null, dueAt: () => 'now()', attempts: 0 },
  );
}

/** Repeats failed and cancelled tasks of a report. @returns their number */
export async function retryTasks(tx: EntityManager, report: string): Promise<number> {
  const { affected } = await tx.update(
    ReportTaskEntity,
    { reportId: report, state: In(['failed', 'cancelled']) },
    {
      ...{ state: 'queued', attempts: 0, error: null },
      ...{ startedAt: null, finishedAt: null, dueAt: () => 'now()' },
    },
  );
  return affected ?? 0;
}

/** Cancels the waiting and running tasks of a report. */
export async function cancelTasks(manager: EntityManager, report: string): Promise<void> {
  await manager.transaction(async (tx) => {
    await tx.update(ReportEntity, { id: report }, { cancelledAt: () => 'now()' });
    await tx.update(
      ReportTaskEntity,
      { reportId: report, state: In(['queued', 'running']) },
      { state: 'cancelled', finishedAt: () => 'now()' },
    );
  });
}

/** Repeats tasks of lost workers, or fails them after too many attempts. @returns their reports */
export async function recoverTasks(manager: EntityManager, queue: ReportQueue): Promise<string[]> {
  const rows = await manager.query<{ report: string }[]>(
    `WITH lost AS (
       UPDATE report_task SET state = CASE WHEN attempts >= $2 THEN 'failed' ELSE 'queued' END,
         finished_at = CASE WHEN attempts >= $2 THEN now() END, error = 'The worker went away.', due_at = now()
       WHERE queue = $1 AND state = 'running' AND due_at < now() RETURNING report
     ) SELECT DISTINCT report FROM lost`,
    [queue, MOST_ATTEMPTS],
  );
  return rows.map(({ report }) => report);
}

/** Counts the unfinished tasks of a queue. */
export async function openTasks(manager: EntityManager, queue: ReportQueue): Promise<OpenTasks> {
  const [row] = await manager.query<OpenTasks[]>(
    `SELECT count(*) FILTER (WHERE state = 'queued')::int AS queued,
       count(*) FILTER (WHERE state = 'running')::int AS running,
       count(*) FILTER (WHERE state = 'queued' AND due_at <= now())::int AS due
     FROM report_task WHERE queue = $1 AND state IN ('queued', 'running')`,
    [queue],
  );
  return row ?? { queued: 0, running: 0, due: 0 };
}

/** Returns how long tasks of each queue have taken lately, in ms; null without any. */
export async function taskPace(manager: EntityManager): Promise<Record<ReportQueue, number | null>> {
  const rows = await manager.query<{ queue: ReportQueue; ms: number }[]>(
    `SELECT queue, avg(extract(epoch FROM finished_at - started_at) * 1000)::float AS ms FROM (
       SELECT queue, started_at, finished_at FROM report_task WHERE state = 'done' ORDER BY finished_at DESC LIMIT 200
     ) recent GROUP BY queue`,
  );
  const of = (name: ReportQueue): number | null => rows.find(({ queue }) => queue === name)?.ms ?? null;
  return { fast: of('fast'), slow: of('slow') };
}

/** Counts recent final failures, with the reason of the latest failed attempt of any task. */
export async function taskFailures(manager: EntityManager, queue: ReportQueue): Promise<QueueFailures> {
  const [row] = await manager.query<{ failed: number; at: Date | null; reason: string | null }[]>(
    `SELECT count(*) FILTER (WHERE state = 'failed')::int AS failed, max(finished_at) AS at,
       (array_agg(last_error ORDER BY finished_at DESC))[1] AS reason
     FROM report_task WHERE queue = $1 AND last_error IS NOT NULL
       AND finished_at > now() - make_interval(days => ${FAILURES_OF_DAYS})`,
    [queue],
  );
  return queueFailures(row);
}
