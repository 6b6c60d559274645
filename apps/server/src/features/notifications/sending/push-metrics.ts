import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { Metrics } from '../../../platform/health/metrics.js';
import type { PushOutcome } from './push-post.js';

/** Metrics of notifications. */
@Injectable()
export class PushMetrics {
  readonly pushes: Counter<'outcome'>;
  readonly waiting: Gauge;

  constructor(metrics: Metrics) {
    const registers = [metrics.registry];
    this.pushes = new Counter({
      name: 'pushes_total',
      help: 'Attempts to send a notification to a device by outcome',
      labelNames: ['outcome'],
      registers,
    });
    this.waiting = new Gauge({ name: 'pushes_due', help: 'Notifications that are due', registers });
  }

  count({ kind }: PushOutcome): void {
    this.pushes.inc({ outcome: kind });
  }
}
