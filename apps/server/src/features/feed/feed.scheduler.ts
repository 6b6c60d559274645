import { InjectQueue } from '@nestjs/bullmq';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Queue } from 'bullmq';
import { CONFIG, type Config } from '../../config/config.js';
import { withTimeout } from '../../platform/async/with-timeout.js';
import { HealthService } from '../../platform/health/health.service.js';
import { FeedPollStore } from './feed-poll.store.js';
import { FEED_QUEUE, FEED_SCHEDULER } from './feed-queue.js';
import { FeedStateService } from './feed-state.service.js';
import { FeedTurns } from './feed-turns.js';

const WATCH_MS = 1_000;
const CHECK_SCHEDULER_MS = 3_000;
const QUEUE_LIMIT_MS = 2_000;
/** Ticks missing for so many live intervals, or this long, are silence. */
const SILENT_TICKS = 3;
const SILENT_MS = 3_000;
/** After silence of this length a scheduler that exists, but does not tick, is made anew. */
const DEAF_MS = 10_000;
const OVERDUE_INTERVALS = 3;
const OVERDUE_MS = 10_000;

/**
 * Keeps one scheduler alive, from outside the queue. The watchdog trusts only PostgreSQL: when no tick is
 * written down there, it makes the scheduler anew and polls by itself until ticks are back.
 */
@Injectable()
export class FeedScheduler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(FeedScheduler.name);
  private readonly tickMs: number;
  private timer: NodeJS.Timeout | null = null;
  private watching: Promise<void> = Promise.resolve();
  private stopped = false;
  private keeping: Promise<void> | null = null;
  /** True once this worker has seen a scheduler with its own interval. */
  private checked = false;
  private nextCheckAt = 0;
  private remadeAt = Number.NEGATIVE_INFINITY;
  /** How long ticks have been silent beyond what is normal, ms. */
  private silentMs = 0;

  constructor(
    @InjectQueue(FEED_QUEUE) private readonly queue: Queue,
    private readonly store: FeedPollStore,
    private readonly turns: FeedTurns,
    private readonly health: HealthService,
    private readonly state: FeedStateService,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.tickMs = config.feed.liveIntervalMs;
  }

  onApplicationBootstrap(): void {
    if (this.config.role === 'web') return;
    this.queue.on('error', (error) => this.logger.debug(`queue ${FEED_QUEUE}: ${error.message}`));
    this.health.register('feed', () => this.check());
    this.health.register('scores', () => this.state.problem(), 'helpful');
    this.schedule(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    // not for the look at the scheduler: its store may be away
    await this.watching;
  }

  /** Null, or why the poller does not work. A feed that fails is no such reason: attempts count. */
  async check(): Promise<string | null> {
    const { overdueMs, intervalMs } = await this.store.status();
    if (overdueMs <= Math.max(OVERDUE_INTERVALS * Math.max(intervalMs, this.tickMs), OVERDUE_MS)) return null;
    return `no poll was attempted, though one is due since ${Math.round(overdueMs / 1_000)} s`;
  }

  private schedule(ms: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.keeping ??= this.keepScheduler()
        .catch((error: unknown) => this.logger.debug(`the scheduler could not be checked: ${String(error)}`))
        .finally(() => {
          this.keeping = null;
        });
      this.watching = this.keepPolling()
        .catch((error: unknown) => this.logger.warn(`watchdog: ${String(error)}`))
        .finally(() => this.schedule(WATCH_MS));
    }, ms);
  }

  /** Makes the scheduler when it is gone, when it does not tick, and at the start when its interval is another. */
  private async keepScheduler(): Promise<void> {
    if (performance.now() < this.nextCheckAt) return;
    this.nextCheckAt = performance.now() + CHECK_SCHEDULER_MS;
    const found = await withTimeout(this.queue.getJobScheduler(FEED_SCHEDULER), QUEUE_LIMIT_MS);
    const deaf = this.silentMs > DEAF_MS && performance.now() > this.remadeAt + DEAF_MS;
    if (found && !deaf && (this.checked || found.every === this.tickMs)) {
      this.checked = true;
      return;
    }
    if (found && deaf) {
      this.remadeAt = performance.now();
      await withTimeout(this.queue.removeJobScheduler(FEED_SCHEDULER), QUEUE_LIMIT_MS);
    }
    await this.upsert();
    this.checked = true;
  }

  /** While the queue's ticks are silent, this worker polls by itself; the claim keeps it to one in the cluster. */
  private async keepPolling(): Promise<void> {
    const { sinceTickMs } = await this.store.status();
    const silence = sinceTickMs - Math.max(SILENT_TICKS * this.tickMs, SILENT_MS);
    const was = this.silentMs;
    this.silentMs = Math.max(0, silence);
    if (was === 0 && this.silentMs > 0) this.logger.warn('no ticks from the queue: the watchdog polls');
    if (was > 0 && this.silentMs === 0) this.logger.log('ticks are back');
    if (this.silentMs > 0) await this.turns.run(WATCH_MS, 'watchdog');
  }

  private async upsert(): Promise<void> {
    await withTimeout(
      this.queue.upsertJobScheduler(
        FEED_SCHEDULER,
        { every: this.tickMs },
        { name: 'tick', opts: { removeOnComplete: true, removeOnFail: 20 } },
      ),
      QUEUE_LIMIT_MS,
    );
  }
}
