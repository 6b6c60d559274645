import { InjectQueue } from '@nestjs/bullmq';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { type ReportQueue, reportQueueSchema } from '@sunday-live/contract';
import type { Queue } from 'bullmq';
import { CONFIG, type Config } from '../../config/config.js';
import { OutboxLoop } from '../../platform/work/outbox-loop.js';
import { Waker } from '../../platform/work/waker.js';
import type { JobHandler } from '../../platform/work/work-queue.js';
import { ReportMetrics } from './report-metrics.js';
import { ReportProgressNews } from './report-progress.js';
import { ReportRunner } from './report-runner.js';
import { ReportTaskStore } from './report-task.store.js';
import { MOST_WORKERS } from './task-limits.js';

/** Each queue has lanes of its own, so that slow tasks never hold up fast ones. */
export const REPORT_QUEUES: Readonly<Record<ReportQueue, string>> = {
  fast: 'reports-fast',
  slow: 'reports-slow',
};
const SWEEP_MS = 2_000;

/** Runs the tasks of reports on every worker: when a job of a queue arrives, and by a sweep that needs PostgreSQL alone. */
@Injectable()
export class ReportLoop implements JobHandler, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ReportLoop.name);
  private readonly loops: Readonly<Record<ReportQueue, OutboxLoop>> = {
    fast: this.loopOf('fast'),
    slow: this.loopOf('slow'),
  };
  private readonly wakers: readonly Waker[];

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly tasks: ReportTaskStore,
    private readonly runner: ReportRunner,
    private readonly news: ReportProgressNews,
    private readonly metrics: ReportMetrics,
    @InjectQueue(REPORT_QUEUES.fast) fast: Queue,
    @InjectQueue(REPORT_QUEUES.slow) slow: Queue,
  ) {
    this.wakers = [new Waker(fast), new Waker(slow)];
  }

  onApplicationBootstrap(): void {
    if (this.config.role === 'web') return;
    for (const queue of reportQueueSchema.options) this.loops[queue].start();
  }

  /** Tasks that run are given back before anything closes. */
  async beforeApplicationShutdown(): Promise<void> {
    const ended = Object.values(this.loops).map((loop) => loop.stop());
    await this.runner.leave();
    await Promise.all(ended);
  }

  async handle(name: string): Promise<void> {
    for (const queue of reportQueueSchema.options)
      if (REPORT_QUEUES[queue] === name) this.loops[queue].wake();
  }

  /** Says that tasks were stored: after the commit. */
  announce(): void {
    for (const { wake } of this.wakers) wake();
  }

  private loopOf(queue: ReportQueue): OutboxLoop {
    return new OutboxLoop({
      lanes: MOST_WORKERS,
      sweepMs: SWEEP_MS,
      next: () => this.runner.runNext(queue),
      prepare: async () => {
        for (const report of await this.tasks.recover(queue)) this.news.changed(report);
        const open = await this.tasks.open(queue);
        this.metrics.open(queue, open);
        return open.due > 0;
      },
      failed: (error) => this.logger.warn(`reports: ${String(error)}`),
    });
  }
}
