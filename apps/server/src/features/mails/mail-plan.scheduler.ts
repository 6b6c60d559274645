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
import { KeptScheduler } from '../../platform/work/kept-scheduler.js';
import { MAIL_PLAN_QUEUE, MAIL_PLAN_SCHEDULER } from './mail-plan-queue.js';

const TICK_MS = 30_000;

/** Starts a tick twice a minute, with one job scheduler for the whole cluster. */
@Injectable()
export class MailPlanScheduler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MailPlanScheduler.name);
  private readonly scheduler: KeptScheduler;

  constructor(
    @InjectQueue(MAIL_PLAN_QUEUE) private readonly queue: Queue,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.scheduler = new KeptScheduler(queue, MAIL_PLAN_SCHEDULER, TICK_MS, (error) =>
      this.logger.debug(`the scheduler could not be checked: ${String(error)}`),
    );
  }

  onApplicationBootstrap(): void {
    if (this.config.role === 'web') return;
    this.queue.on('error', (error) => this.logger.debug(`queue ${MAIL_PLAN_QUEUE}: ${error.message}`));
    this.scheduler.start();
  }

  beforeApplicationShutdown(): void {
    this.scheduler.stop();
  }
}
