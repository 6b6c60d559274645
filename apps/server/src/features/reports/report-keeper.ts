import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { PollingLoop } from '../../platform/async/polling-loop.js';
import { Bus } from '../../platform/bus/bus.js';
import { REPORT_CHANNEL } from '../../platform/bus/channels.js';
import { ReportDispatch } from './report-dispatch.js';
import { ReportProgressNews } from './report-progress.js';
import { ReportRunner } from './report-runner.js';
import { ReportTaskStore } from './report-task.store.js';

const SWEEP_MS = 3_000;

/** Watches over the tasks from outside the queues and trusts PostgreSQL only: it sends again what was lost with a queue or a worker. */
@Injectable()
export class ReportKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ReportKeeper.name);
  private readonly loop = new PollingLoop(
    () => this.sweep(),
    () => SWEEP_MS,
    (error) => this.failed(error),
  );
  private unsubscribe: (() => Promise<void>) | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly bus: Bus,
    private readonly tasks: ReportTaskStore,
    private readonly dispatch: ReportDispatch,
    private readonly runner: ReportRunner,
    private readonly news: ReportProgressNews,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.role === 'web') return;
    this.loop.start();
    this.unsubscribe = await this.bus.subscribe(REPORT_CHANNEL, (report) => {
      this.sendNew(report).catch((error: unknown) => this.failed(error));
    });
  }

  /** What runs is given back before anything closes. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.unsubscribe?.();
    const ended = this.loop.stop();
    await this.runner.leave();
    await ended;
  }

  private failed(error: unknown): void {
    this.logger.warn(`reports: ${String(error)}`);
  }

  private async sendNew(report: string): Promise<void> {
    this.dispatch.send(report, await this.tasks.takeNew(report));
  }

  private async sweep(): Promise<void> {
    for (const report of await this.tasks.recover()) this.news.changed(report);
    const unsent = await this.tasks.takeUnsent();
    if (unsent.length > 0) this.dispatch.again(unsent);
  }
}
