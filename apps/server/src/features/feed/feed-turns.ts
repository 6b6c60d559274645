import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { Tickers, type Turn } from '../../platform/work/tickers.js';
import { FeedMetrics } from './feed-metrics.js';
import { type Lease, pollDueIn, pollStatus } from './feed-poll.sql.js';
import { FeedPoller, pause } from './feed-poller.js';
import { ScheduleImporter } from './schedule-importer.js';

/** Name of the ticker that polls. */
export const FEED_TICKER = 'poll-feed';
/** A poll that is late by so many intervals, and at least this long, means that no worker polls. */
const OVERDUE_INTERVALS = 3;
const OVERDUE_MS = 10_000;
/** Pause between two weeks of the schedule. */
const IMPORT_SPACING_MS = 120;

/**
 * The work of a tick: polls that are due within its window, and imports of the schedule in between. The claim in
 * `feed_poll` ensures that only one worker does it.
 */
@Injectable()
export class FeedTurns implements BeforeApplicationShutdown {
  private readonly stop = new AbortController();
  private running: Promise<void> | null = null;
  /** The last successful poll of this worker: it gives the right to import until another worker polls. */
  private turn: Lease | null = null;

  constructor(
    private readonly manager: EntityManager,
    private readonly poller: FeedPoller,
    private readonly importer: ScheduleImporter,
    private readonly metrics: FeedMetrics,
    @Inject(CONFIG) private readonly config: Config,
    tickers: Tickers,
  ) {
    tickers.register({
      name: FEED_TICKER,
      everyMs: config.feed.liveIntervalMs,
      run: (turn) => this.run(turn),
    });
  }

  /** Aborts a running poll, so that another worker takes over at once. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.running?.catch(() => undefined);
  }

  /** Returns null, or why the poller does not work. A failing feed is no such reason: attempts count. */
  async check(): Promise<string | null> {
    const { overdueMs, intervalMs } = await pollStatus(this.manager);
    const longest = OVERDUE_INTERVALS * Math.max(intervalMs, this.config.feed.liveIntervalMs);
    if (overdueMs <= Math.max(longest, OVERDUE_MS)) return null;
    return `no poll was attempted, though one is due since ${Math.round(overdueMs / 1_000)} s`;
  }

  /** Resolves when nothing is due until the window's end. */
  private async run({ source, windowMs }: Turn): Promise<void> {
    if (this.stop.signal.aborted) return;
    this.metrics.ticks.inc({ source });
    this.running = this.work(await pollDueIn(this.manager), performance.now() + windowMs);
    try {
      await this.running;
    } finally {
      this.running = null;
    }
  }

  private async work(firstDueIn: number, end: number): Promise<void> {
    const { signal } = this.stop;
    for (let dueIn = firstDueIn; ; ) {
      if (dueIn <= 0) {
        this.metrics.lag.observe(-dueIn / 1_000);
        this.turn = await this.poller.poll(signal);
      }
      const imported = await this.imported(signal);
      if (signal.aborted || performance.now() >= end) return;
      dueIn = await pollDueIn(this.manager);
      if (!imported && dueIn > end - performance.now()) return;
      await pause(imported ? Math.min(IMPORT_SPACING_MS, dueIn) : dueIn, signal);
      dueIn = await pollDueIn(this.manager);
    }
  }

  private async imported(signal: AbortSignal): Promise<boolean> {
    if (this.turn === null || signal.aborted) return false;
    const step = await this.importer.step(this.turn.fence, signal);
    if (step === 'fenced') this.turn = null;
    return step === 'read';
  }
}
