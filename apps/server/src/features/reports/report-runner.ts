import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { aboutSection, hasCommonPart } from '@sunday-live/analysis';
import {
  type ReportQueue,
  type ReportSection,
  reportFindingsSchema,
  reportQueueSchema,
} from '@sunday-live/contract';
import { EntityManager } from 'typeorm';
import { Storage, type StoredObject } from '../../platform/storage/storage.js';
import { claimRow, keepRow, releaseRow } from '../../platform/work/outbox.sql.js';
import { Outboxes } from '../../platform/work/outboxes.js';
import { RightOfWay } from '../../platform/work/right-of-way.js';
import { ReportStore } from './report.store.js';
import { ReportDocuments } from './report-documents.js';
import { ReportInputs } from './report-inputs.js';
import { ReportMetrics } from './report-metrics.js';
import { ReportProgressNews } from './report-progress.js';
import { MOST_WORKERS, REPORT_QUEUES, TaskLimits, type TaskRow } from './report-task.js';
import {
  type ClaimedTask,
  cancelTasks,
  failTask,
  finishTask,
  LEASE_MS,
  MOST_ATTEMPTS,
  openTasks,
  recoverTasks,
  TASKS,
} from './report-task.sql.js';
import type { ReportRow } from './reports.sql.js';
import { SectionThreads } from './threads/section-threads.js';

const KEEP_MS = 2_000;
const FIRST_PAUSE_MS = 500;

/** Why a task was stopped before its end. */
const GONE = 'gone';
const LEAVING = 'leaving';

interface Running {
  readonly task: ClaimedTask;
  readonly stop: AbortController;
}

/**
 * Runs tasks: claims one in PostgreSQL, computes it in a thread, stores its partial document under a unique name, and
 * records it in PostgreSQL, which refuses a worker that has lost the task meanwhile. Every step may happen twice.
 * Between steps it waits while scores are stored.
 */
@Injectable()
export class ReportRunner implements OnModuleDestroy {
  private readonly logger = new Logger(ReportRunner.name);
  private readonly running = new Map<string, Running>();
  private leaving = false;

  constructor(
    private readonly manager: EntityManager,
    private readonly reports: ReportStore,
    private readonly inputs: ReportInputs,
    private readonly storage: Storage,
    private readonly threads: SectionThreads,
    private readonly documents: ReportDocuments,
    private readonly news: ReportProgressNews,
    private readonly metrics: ReportMetrics,
    private readonly limits: TaskLimits,
    private readonly rightOfWay: RightOfWay,
    outboxes: Outboxes,
  ) {
    for (const queue of reportQueueSchema.options) {
      outboxes.register({
        name: REPORT_QUEUES[queue],
        lanes: MOST_WORKERS,
        next: () => this.runNext(queue),
        prepare: () => this.prepare(queue),
      });
    }
  }

  /**
   * Returns running tasks, so that other workers continue them at once. It runs before the outboxes stop, because
   * they wait for their lanes.
   */
  async onModuleDestroy(): Promise<void> {
    this.leaving = true;
    const given = [...this.running.values()];
    for (const { stop } of given) stop.abort(LEAVING);
    await Promise.all(
      given.map(({ task }) => releaseRow(this.manager, TASKS, task, task.lastError).catch(() => false)),
    );
  }

  private async prepare(queue: ReportQueue): Promise<boolean> {
    for (const report of await recoverTasks(this.manager, queue)) this.news.changed(report);
    const open = await openTasks(this.manager, queue);
    this.metrics.open(queue, open);
    return open.due > 0;
  }

  /** Runs the next task of a queue. Failures of the task are stored, not thrown. @returns false when none is due */
  private async runNext(queue: ReportQueue): Promise<boolean> {
    await this.rightOfWay.clear();
    if (this.leaving) return false;
    const task = await claimRow(this.manager, TASKS, LEASE_MS, [queue]);
    if (task === null) return false;
    const stop = new AbortController();
    this.running.set(task.claim, { task, stop });
    this.news.changed(task.report);
    const lease = setInterval(() => {
      keepRow(this.manager, TASKS, task, LEASE_MS).then(
        (kept) => {
          if (!kept) stop.abort(GONE);
        },
        // the database is down: the lease may expire, and the claim decides in the end
        (error: unknown) => this.logger.warn(`lease: ${String(error)}`),
      );
    }, KEEP_MS);
    try {
      await this.attempt(task, stop.signal);
    } catch (error) {
      await this.failed(task, stop.signal, error);
    } finally {
      clearInterval(lease);
      this.running.delete(task.claim);
      this.news.changed(task.report);
    }
    return true;
  }

  private async attempt(task: ClaimedTask, stopped: AbortSignal): Promise<void> {
    const began = performance.now();
    const report = await this.reports.find(task.report);
    if (report === null) return;
    if (!(await this.reports.mayBegin(report))) {
      await cancelTasks(this.manager, report.id);
      return;
    }
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(this.limits[task.queue])]);
    const partial = await this.workOut(task, report, signal);
    // a stopped task must write nothing
    if (stopped.aborted) throw stopped.reason;
    if (!(await finishTask(this.manager, task, partial)) && partial !== null) {
      await this.storage.delete(partial.key);
      this.logger.log(`task ${task.id}: somebody else has it by now`);
      return;
    }
    this.metrics.took(task.queue, (performance.now() - began) / 1000);
    // if it fails, the document is stored when a reader opens it
    await this.documents
      .store(report.id)
      .catch((error: unknown) =>
        this.logger.warn(`the document of ${report.id} could not be stored: ${String(error)}`),
      );
  }

  private async workOut(task: TaskRow, report: ReportRow, signal: AbortSignal): Promise<StoredObject | null> {
    const { section, player, queue } = task;
    const input = await this.inputs.of(report);
    await this.rightOfWay.clear();
    const common = hasCommonPart(section) ? await this.inputs.common(input.sha256, section) : null;
    // prepared for a league, and done already
    if (player === '' && common !== null) return null;
    const chosen = report.players;
    const found = await this.threads.run(queue, { input, section, player, chosen, common }, signal);
    await this.rightOfWay.clear();
    if (found.made !== null) await this.inputs.keepCommon(input.sha256, section, found.made);
    if (found.findings === null) return null;
    const findings = reportFindingsSchema.parse(JSON.parse(found.findings));
    const partial: ReportSection = { player, name: section, title: aboutSection(section).title, ...findings };
    return this.storage.put(
      `reports/${report.id}/${task.id}-${randomUUID()}.json`,
      Buffer.from(JSON.stringify(partial)),
    );
  }

  private async failed(task: ClaimedTask, stopped: AbortSignal, error: unknown): Promise<void> {
    // cancelled, taken over or returned: no failure
    if (stopped.aborted) return;
    const again = task.attempts < MOST_ATTEMPTS;
    const pause = FIRST_PAUSE_MS * 2 ** task.attempts;
    const timeUp = error instanceof Error && /abort/i.test(error.name);
    this.logger.warn(`task ${task.id} (${task.section}): ${timeUp ? 'time is up' : String(error)}`);
    const words = timeUp ? 'It took too long.' : 'It could not be worked out.';
    try {
      const noted = await failTask(
        this.manager,
        task,
        { error: words, cause: String(error) },
        again ? pause : null,
      );
      if (noted && !again) this.metrics.failed(task.queue);
    } catch (trouble) {
      this.logger.warn(`task ${task.id}: ${String(trouble)}`);
    }
  }
}
