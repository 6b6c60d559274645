import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { FeedMetrics } from './feed-metrics.js';
import { FeedPollStore, type Lease } from './feed-poll.store.js';
import { FeedPoller } from './feed-poller.js';
import { pause } from './pause.js';
import { ScheduleImporter } from './schedule-importer.js';

/** Between two weeks of the schedule. */
const IMPORT_SPACING_MS = 120;

/** What a tick does: polls that are due within its window, and the schedule in between. */
@Injectable()
export class FeedTurns implements BeforeApplicationShutdown {
  private readonly stop = new AbortController();
  private running: Promise<void> | null = null;
  /** The last poll of this worker, when it succeeded: gives the right to import until somebody else polls. */
  private turn: Lease | null = null;

  constructor(
    private readonly store: FeedPollStore,
    private readonly poller: FeedPoller,
    private readonly importer: ScheduleImporter,
    private readonly metrics: FeedMetrics,
  ) {}

  /** Lets a running poll go, so that another worker takes over at once. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.running?.catch(() => undefined);
  }

  /**
   * Ends when nothing is due until `windowMs` from now. On one worker only one runs at a time.
   * @param source the queue's ticks are written down; silence of them wakes the watchdogs
   */
  async run(windowMs: number, source: 'queue' | 'watchdog'): Promise<void> {
    if (this.stop.signal.aborted) return;
    this.metrics.ticks.inc({ source });
    const dueIn = source === 'queue' ? await this.store.tick() : await this.store.dueIn();
    if (this.running !== null) return;
    this.running = this.work(dueIn, performance.now() + windowMs);
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
      dueIn = await this.store.dueIn();
      if (!imported && dueIn > end - performance.now()) return;
      await pause(imported ? Math.min(IMPORT_SPACING_MS, dueIn) : dueIn, signal);
      dueIn = await this.store.dueIn();
    }
  }

  private async imported(signal: AbortSignal): Promise<boolean> {
    if (this.turn === null || signal.aborted) return false;
    const step = await this.importer.step(this.turn.fence, signal);
    if (step === 'fenced') this.turn = null;
    return step === 'read';
  }
}
