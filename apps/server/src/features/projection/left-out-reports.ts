import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { DataSource } from 'typeorm';
import { Metrics } from '../../platform/health/metrics.js';
import { Log } from '../../platform/logging/log.module.js';
import { AlertsService } from '../alerts/alerts.service.js';
import type { LeftOut } from './node-state.js';

/** Maximum number of problems that one process logs and raises alerts about; the metric counts all. */
const MAX_ALERTS = 50;
const MAX_LOGGED = 1_000;

/**
 * Reports stored data that the standings omit: with a log line, a metric and an alert for the admins, once per process.
 */
@Injectable()
export class LeftOutReports {
  private readonly known = new Set<string>();
  private readonly counter: Counter<'what'>;

  constructor(
    private readonly db: DataSource,
    private readonly alerts: AlertsService,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.counter = new Counter({
      name: 'standings_left_out_total',
      help: 'Stored events, cards, games and players that the standings could not count',
      labelNames: ['what'],
      registers: [metrics.registry],
    });
  }

  /** Reports each problem and empties the list. */
  take(leftOut: LeftOut[]): void {
    for (const { what, id, reason } of leftOut.splice(0)) {
      this.counter.inc({ what });
      const key = `standings/${what}/${id}`;
      if (this.known.has(key) || this.known.size >= MAX_LOGGED) continue;
      this.known.add(key);
      this.log.warn(`left out of the standings: ${what} ${id}: ${reason}`);
      if (this.known.size <= MAX_ALERTS) void this.raise(key, what, id, reason);
    }
  }

  private async raise(key: string, what: LeftOut['what'], id: string, reason: string): Promise<void> {
    const title = `Left out of the standings: ${what} ${id}`;
    const message = `Reason: ${reason}. Everything else counts. Correct what is stored, or update the server.`;
    try {
      await this.db.transaction((tx) => this.alerts.raise(tx, { key, title, message }));
    } catch (error) {
      this.known.delete(key);
      this.log.failure('an alert could not be raised', error);
    }
  }
}
