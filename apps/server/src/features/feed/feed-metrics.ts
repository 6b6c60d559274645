import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import { Clock } from '../../platform/async/clock.js';
import { Metrics } from '../../platform/health/metrics.js';

/** Metrics of the poller. */
@Injectable()
export class FeedMetrics {
  /** outcome: ok, unchanged, fenced, store, or the code of a FeedError */
  readonly polls: Counter<'outcome'>;
  readonly latency: Histogram;
  /** Delay of a poll's start, s. */
  readonly lag: Histogram;
  readonly quarantined: Counter<'reason'>;
  /** source: queue or watchdog */
  readonly ticks: Counter<'source'>;
  private readonly asOf: Gauge;

  constructor(
    metrics: Metrics,
    private readonly clock: Clock,
  ) {
    const registers = [metrics.registry];
    this.polls = new Counter({
      name: 'feed_polls_total',
      help: 'Polls of the feed by outcome',
      labelNames: ['outcome'],
      registers,
    });
    this.latency = new Histogram({
      name: 'feed_answer_seconds',
      help: 'Time from the request to the last byte of a good answer',
      buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10],
      registers,
    });
    this.lag = new Histogram({
      name: 'feed_poll_lag_seconds',
      help: 'Time that a poll started after it was due',
      buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 60],
      registers,
    });
    this.quarantined = new Counter({
      name: 'feed_quarantined_total',
      help: 'Events of the feed that were kept out',
      labelNames: ['reason'],
      registers,
    });
    this.ticks = new Counter({
      name: 'feed_ticks_total',
      help: 'What woke the poller',
      labelNames: ['source'],
      registers,
    });
    this.asOf = new Gauge({
      name: 'feed_last_success_timestamp_seconds',
      help: 'When the feed was last read with success, as this worker knows: by itself, or before its last poll by another',
      registers,
    });
  }

  /** @param agoMs age of the last successful poll of any worker; null: never */
  lastSuccess(agoMs: number | null): void {
    if (agoMs !== null) this.asOf.set((this.clock.now().getTime() - agoMs) / 1_000);
  }
}
