import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { OutboxLoop } from '../work/outbox-loop.js';
import type { JobHandler } from '../work/work-queue.js';
import { MailStore } from './mail.store.js';
import { MailMetrics } from './mail-metrics.js';
import { MailSender } from './mail-sender.js';

/** Its jobs wake a worker; the table `mail` holds the emails. */
export const MAIL_QUEUE = 'mails';
const SWEEP_MS = 2_000;
/** Emails that one process sends at the same time. */
const AT_ONCE = 2;

/** Sends emails that are due, on every worker: when a job of the queue arrives, and by a sweep that needs PostgreSQL alone. */
@Injectable()
export class MailLoop implements JobHandler, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MailLoop.name);
  private readonly loop = new OutboxLoop({
    lanes: AT_ONCE,
    sweepMs: SWEEP_MS,
    next: () => this.sender.sendNext(),
    prepare: () => this.prepare(),
    failed: (error) => this.logger.warn(`emails wait for the next sweep: ${String(error)}`),
  });

  constructor(
    private readonly store: MailStore,
    private readonly sender: MailSender,
    private readonly metrics: MailMetrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'web') this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  async handle(): Promise<void> {
    this.loop.wake();
  }

  /** One sweep. Resolves when no email is due any more, or the mail server fails. */
  async sweep(): Promise<void> {
    if (await this.prepare()) await this.loop.drain();
  }

  private async prepare(): Promise<boolean> {
    await this.store.dropLate();
    const { count, due, oldestSeconds } = await this.store.waiting();
    this.metrics.waiting.set(count);
    this.metrics.oldest.set(Math.max(0, oldestSeconds));
    return due > 0;
  }
}
