import { Injectable } from '@nestjs/common';
import { type ReportQueue, reportQueueSchema } from '@sunday-live/contract';
import { Counter, Gauge, Histogram } from 'prom-client';
import { Metrics } from '../../platform/health/metrics.js';

/** Figures of the report workers of this process. */
@Injectable()
export class ReportMetrics {
  private readonly seconds: Histogram<'queue'>;
  private readonly failures: Counter<'queue'>;
  private readonly workers: Gauge<'queue'>;

  constructor(metrics: Metrics) {
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
    this.workers = new Gauge({
      name: 'report_pool_size',
      help: 'Tasks of reports that may run at a time',
      ...shared,
    });
    for (const queue of reportQueueSchema.options) this.workers.set({ queue }, 0);
  }

  took(queue: ReportQueue, seconds: number): void {
    this.seconds.observe({ queue }, seconds);
  }

  failed(queue: ReportQueue): void {
    this.failures.inc({ queue });
  }

  poolSize(queue: ReportQueue, size: number): void {
    this.workers.set({ queue }, size);
  }
}
