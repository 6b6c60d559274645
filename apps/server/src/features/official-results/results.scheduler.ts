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
import { Bus } from '../../platform/bus/bus.js';
import { SLATE_CHANNEL } from '../../platform/bus/channels.js';
import { KeptScheduler } from '../../platform/work/kept-scheduler.js';
import { RESULTS_QUEUE, RESULTS_SCHEDULER } from './results-queue.js';
import { ResultsTurns } from './results-turns.js';

const TICK_MS = 10_000;
/** News that come within this time are worked in together. */
const GATHER_MS = 300;

/**
 * When results are looked after: every few seconds by the cluster's one job scheduler, and soon after the log has grown.
 * The ticks alone would do; the bus only makes it quick.
 */
@Injectable()
export class ResultsScheduler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ResultsScheduler.name);
  private readonly scheduler: KeptScheduler;
  private unsubscribe: (() => Promise<void>) | null = null;
  private gathering: NodeJS.Timeout | null = null;

  constructor(
    @InjectQueue(RESULTS_QUEUE) private readonly queue: Queue,
    private readonly turns: ResultsTurns,
    private readonly bus: Bus,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.scheduler = new KeptScheduler(queue, RESULTS_SCHEDULER, TICK_MS, (error) =>
      this.logger.debug(`the scheduler could not be checked: ${String(error)}`),
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.role === 'web') return;
    this.queue.on('error', (error) => this.logger.debug(`queue ${RESULTS_QUEUE}: ${error.message}`));
    this.scheduler.start();
    this.unsubscribe = await this.bus.subscribe(SLATE_CHANNEL, () => this.gather());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.unsubscribe?.();
    if (this.gathering !== null) clearTimeout(this.gathering);
    this.scheduler.stop();
  }

  private gather(): void {
    this.gathering ??= setTimeout(() => {
      this.gathering = null;
      this.turns
        .run()
        .catch((error: unknown) => this.logger.warn(`results wait for the next tick: ${String(error)}`));
    }, GATHER_MS);
  }
}
