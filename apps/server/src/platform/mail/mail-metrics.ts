import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { Metrics } from '../health/metrics.js';
import type { DeliveryTrouble } from './delivery.js';

/** Outcome of an attempt. `failed`: its text could not be written; `lost`: another attempt has taken the row over. */
export type MailOutcome = 'sent' | 'failed' | 'dropped' | 'lost' | DeliveryTrouble;

/** Metrics of the outbox. */
@Injectable()
export class MailMetrics {
  readonly mails: Counter<'kind' | 'outcome'>;
  readonly waiting: Gauge;
  readonly oldest: Gauge;

  constructor(metrics: Metrics) {
    const registers = [metrics.registry];
    this.mails = new Counter({
      name: 'mails_total',
      help: 'Attempts to send an email by outcome',
      labelNames: ['kind', 'outcome'],
      registers,
    });
    this.waiting = new Gauge({ name: 'mails_waiting', help: 'Emails that are to be sent', registers });
    this.oldest = new Gauge({
      name: 'mails_oldest_seconds',
      help: 'How long the oldest email that is due has been waiting',
      registers,
    });
  }
}
