import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { AnnouncementsService } from './announcements.service.js';

const CHECK_EVERY_MS = 1_000;

/** Lets announcements out when their time has come. Several workers may run it: the second finds nothing to do. */
@Injectable()
export class AnnouncementPublisher implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(AnnouncementPublisher.name);
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly announcements: AnnouncementsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'web') this.schedule();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    await this.running;
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.running = this.announcements
        .publishDue()
        .then(() => undefined)
        .catch((error: unknown) => this.logger.warn(`announcements were not let out: ${String(error)}`))
        .finally(() => {
          if (this.timer !== null) this.schedule();
        });
    }, CHECK_EVERY_MS);
  }
}
