import { Injectable } from '@nestjs/common';
import { type ReportQueue, reportQueueSchema } from '@sunday-live/contract';
import { Counter, Gauge, Histogram } from 'prom-client';
import { Metrics } from '../../platform/health/metrics.js';
import type { OpenTasks } from './report-task.sql.js';
import { SectionThreads } from './threads/section-threads.js';

/** Metrics of the report workers of this process. */
@Injectable()
export class ReportMetrics {
  private readonly seconds: Histogram<'queue'>;
  private readonly failures: Counter<'queue'>;
  private readonly tasks: Gauge<'queue' | 'state'>;

  constructor(metrics: Metrics, threads: SectionThreads) {
    const shared = { labelNames: ['queue'] as const, registers: [metrics.registry] };
    this.seconds = new Histogram({
      name: 'report_task_seconds',
      help: 'Time that a task of a report took',
      buckets: [0.03, 0.1, 0.3, 1, 3, 10, 30, 100],
      ...shared,
    });
    this.failures = new Counter({
      name: 'report_task_failures_total',
      help: 'Tasks of reports that failed for good',
      ...shared,
    });
    this.tasks = new Gauge({
      name: 'report_tasks',
      help: 'Tasks of reports that wait or run, of the whole cluster',
      labelNames: ['queue', 'state'],
      registers: [metrics.registry],
    });
    new Gauge({
      name: 'report_pool_size',
      help: 'Threads that work on tasks of reports',
      ...shared,
      collect() {
        for (const queue of reportQueueSchema.options) this.set({ queue }, threads.size(queue));
      },
    });
  }

  took(queue: ReportQueue, seconds: number): void {
    this.seconds.observe({ queue }, seconds);
  }

  open(queue: ReportQueue, { queued, running }: OpenTasks): void {
    this.tasks.set({ queue, state: 'queued' }, queued);
    this.tasks.set({ queue, state: 'running' }, running);
  }

  failed(queue: ReportQueue): void {
    this.failures.inc({ queue });
  }
}
