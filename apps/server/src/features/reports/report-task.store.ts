import { Injectable } from '@nestjs/common';
import type { ReportQueue } from '@sunday-live/contract';
import { DataSource, type EntityManager } from 'typeorm';
import type { StoredObject } from '../../platform/storage/storage.js';
import { type QueueFailures, queueFailures } from '../../platform/work/queue-counts.js';
import type { TaskRow, TaskToSend } from './report-task.js';

/** A worker that says nothing for so long has lost its task. */
export const LEASE_SECONDS = 15;
/** Failures and lost workers together. */
export const MOST_ATTEMPTS = 5;
/** A task that was sent and not begun is sent again after this time; the queue knows it by its id. */
const UNHEARD_SECONDS = 10;
const BATCH = 200;
const LONGEST_CAUSE = 300;
/** What failed before is history. */
const FAILURES_OF_DAYS = 7;

const COLUMNS =
  'id, report, player, section, queue, state, attempts, fence, started_at, finished_at, error, partial_key, partial_sha256';

/** A task in one worker's hands: writes carry the fence, so that who lost it meanwhile is refused. */
export type Claim = Pick<TaskRow, 'id' | 'fence'>;

/** Why a task failed: in words for the player, and for admins. */
export interface TaskFailure {
  readonly error: string;
  readonly cause: string;
}

/** The truth about tasks. What a queue says is only a hint to look here. */
@Injectable()
export class ReportTaskStore {
  constructor(private readonly db: DataSource) {}

  async ofReport(report: string, tx: EntityManager = this.db.manager): Promise<TaskRow[]> {
    return tx.query<TaskRow[]>(`SELECT ${COLUMNS} FROM report_task WHERE report = $1 ORDER BY place`, [
      report,
    ]);
  }

  /** Takes a task that waits; null when it does not: taken, done, cancelled, or to be tried later. */
  async claim(id: string): Promise<TaskRow | null> {
    const [row] = await this.db.query<TaskRow[]>(
      `WITH claimed AS (
         UPDATE report_task SET state = 'running', attempts = attempts + 1, fence = fence + 1, error = NULL,
           started_at = now(), finished_at = NULL, lease_until = now() + make_interval(secs => $2)
         WHERE id = $1 AND state = 'queued' AND due_at <= now() RETURNING ${COLUMNS}
       ) SELECT * FROM claimed`,
      [id, LEASE_SECONDS],
    );
    return row ?? null;
  }

  /** Says that the worker lives. @returns false when the task is not its own any more */
  async keep(claim: Claim): Promise<boolean> {
    return this.change(claim, 'lease_until = now() + make_interval(secs => $3)', [LEASE_SECONDS]);
  }

  async finish(claim: Claim, partial: StoredObject | null): Promise<boolean> {
    return this.change(
      claim,
      `state = 'done', finished_at = now(), lease_until = NULL, partial_key = $3, partial_sha256 = $4`,
      [partial?.key ?? null, partial?.sha256 ?? null],
    );
  }

  /** @param againInMs null: for good */
  async fail(claim: Claim, { error, cause }: TaskFailure, againInMs: number | null): Promise<boolean> {
    return this.change(
      claim,
      `state = CASE WHEN $4::float IS NULL THEN 'failed' ELSE 'queued' END, finished_at = now(), lease_until = NULL,
       error = $3, cause = $5, due_at = now() + make_interval(secs => COALESCE($4::float, 0) / 1000),
       sent_at = now()`,
      [error, againInMs, cause.slice(0, LONGEST_CAUSE)],
    );
  }

  /** Gives a task back untried: the worker goes. */
  async release(claim: Claim): Promise<boolean> {
    return this.change(
      claim,
      `state = 'queued', attempts = attempts - 1, lease_until = NULL, started_at = NULL, due_at = now(),
       sent_at = '-infinity'`,
      [],
    );
  }

  /** A done task whose partial document is gone is done again. */
  async redo({ id, partial_key }: Pick<TaskRow, 'id' | 'partial_key'>): Promise<void> {
    await this.db.query(
      `UPDATE report_task SET state = 'queued', partial_key = NULL, partial_sha256 = NULL, due_at = now(),
         sent_at = '-infinity', attempts = 0 WHERE id = $1 AND state = 'done' AND partial_key = $2`,
      [id, partial_key],
    );
  }

  /** Failed and cancelled tasks of a report wait again, to be sent. @returns how many */
  async retry(tx: EntityManager, report: string): Promise<number> {
    const rows = await tx.query<unknown[]>(
      `WITH again AS (
         UPDATE report_task SET state = 'queued', attempts = 0, error = NULL, started_at = NULL, finished_at = NULL,
           due_at = now(), sent_at = '-infinity'
         WHERE report = $1 AND state IN ('failed', 'cancelled') RETURNING 1
       ) SELECT * FROM again`,
      [report],
    );
    return rows.length;
  }

  /** Stops what of a report waits or runs; it is cancelled. */
  async cancel(report: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.query('UPDATE report SET cancelled_at = now() WHERE id = $1', [report]);
      await tx.query(
        `UPDATE report_task SET state = 'cancelled', finished_at = now(), lease_until = NULL
         WHERE report = $1 AND state IN ('queued', 'running')`,
        [report],
      );
    });
  }

  /** Tasks whose worker went silent wait again, or have failed too often. @returns their reports */
  async recover(): Promise<string[]> {
    const rows = await this.db.query<{ report: string }[]>(
      `WITH lost AS (
         UPDATE report_task SET state = CASE WHEN attempts >= $1 THEN 'failed' ELSE 'queued' END, lease_until = NULL,
           finished_at = CASE WHEN attempts >= $1 THEN now() END, error = 'The worker went away.',
           due_at = now(), sent_at = '-infinity'
         WHERE state = 'running' AND lease_until < now() RETURNING report
       ) SELECT DISTINCT report FROM lost`,
      [MOST_ATTEMPTS],
    );
    return rows.map(({ report }) => report);
  }

  /** A report's tasks that were never sent, in order: for the worker that asks first. */
  async takeNew(report: string): Promise<TaskToSend[]> {
    return this.db.query<TaskToSend[]>(
      `WITH sent AS (
         UPDATE report_task SET sent_at = now() WHERE report = $1 AND state = 'queued' AND sent_at = '-infinity'
         RETURNING id, queue, attempts, place
       ) SELECT id, queue, attempts FROM sent ORDER BY place`,
      [report],
    );
  }

  /** Tasks that wait, and that nobody has begun since they were sent. */
  async takeUnsent(): Promise<TaskToSend[]> {
    return this.db.query<TaskToSend[]>(
      `WITH sent AS (
         UPDATE report_task SET sent_at = now() WHERE id IN (
           SELECT id FROM report_task WHERE state = 'queued' AND due_at <= now()
             AND sent_at < now() - make_interval(secs => $1)
           ORDER BY due_at, place LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
         RETURNING id, queue, attempts
       ) SELECT * FROM sent`,
      [UNHEARD_SECONDS],
    );
  }

  /** How long tasks of each queue have taken lately, in ms; null where none has run. */
  async pace(): Promise<Record<ReportQueue, number | null>> {
    const rows = await this.db.query<{ queue: ReportQueue; ms: number }[]>(
      `SELECT queue, avg(extract(epoch FROM finished_at - started_at) * 1000)::float AS ms FROM (
         SELECT queue, started_at, finished_at FROM report_task WHERE state = 'done' ORDER BY finished_at DESC LIMIT 200
       ) recent GROUP BY queue`,
    );
    const of = (name: ReportQueue): number | null => rows.find(({ queue }) => queue === name)?.ms ?? null;
    return { fast: of('fast'), slow: of('slow') };
  }

  /** How many have failed for good of late, and why the last attempt of any failed. */
  async failures(queue: ReportQueue): Promise<QueueFailures> {
    const [row] = await this.db.query<{ failed: number; at: Date | null; reason: string | null }[]>(
      `SELECT count(*) FILTER (WHERE state = 'failed')::int AS failed, max(finished_at) AS at,
         (array_agg(cause ORDER BY finished_at DESC))[1] AS reason
       FROM report_task WHERE queue = $1 AND cause IS NOT NULL
         AND finished_at > now() - make_interval(days => ${FAILURES_OF_DAYS})`,
      [queue],
    );
    return queueFailures(row);
  }

  private async change(claim: Claim, set: string, values: readonly unknown[]): Promise<boolean> {
    const rows = await this.db.query<unknown[]>(
      `WITH changed AS (
         UPDATE report_task SET ${set} WHERE id = $1 AND fence = $2 AND state = 'running' RETURNING 1
       ) SELECT * FROM changed`,
      [claim.id, claim.fence, ...values],
    );
    return rows.length > 0;
  }
}
