import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { jittered, PollingLoop } from '../async/polling-loop.js';
import { MailStore } from './mail.store.js';
import { MailDrain } from './mail-drain.js';
import { MailMetrics } from './mail-metrics.js';

const SWEEP_MS = 2_000;

/**
 * Finds what no job speaks of (a nudge lost with the queue, a retry that is due, what a crash left behind) and sends it.
 * It trusts PostgreSQL only, so it also works while the queue does not.
 */
@Injectable()
export class MailSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MailSweeper.name);
  private readonly loop = new PollingLoop(
    () => this.sweep(),
    jittered(SWEEP_MS),
    (error) => this.logger.warn(`sweeping mails: ${String(error)}`),
  );

  constructor(
    private readonly store: MailStore,
    private readonly drain: MailDrain,
    private readonly metrics: MailMetrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'web') this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  async sweep(): Promise<void> {
    const { unconfirmed } = await this.store.settleLeftovers();
    if (unconfirmed > 0)
      this.logger.warn(`${unconfirmed} mails were at the hand-over when their attempt died`);
    const { count, due, oldestSeconds } = await this.store.waiting();
    this.metrics.waiting.set(count);
    this.metrics.oldest.set(Math.max(0, oldestSeconds));
    if (due > 0) await this.drain.run();
  }
}
