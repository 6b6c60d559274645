import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { PollingLoop } from '../../platform/async/polling-loop.js';
import { AnnouncementsService } from './announcements.service.js';

const CHECK_EVERY_MS = 1_000;

/** Publishes announcements at their time. Several workers may run it: the second finds nothing to do. */
@Injectable()
export class AnnouncementPublisher implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(AnnouncementPublisher.name);
  private readonly loop = new PollingLoop(
    () => this.announcements.publishDue(),
    () => CHECK_EVERY_MS,
    (error) => this.logger.warn(`announcements were not let out: ${String(error)}`),
  );

  constructor(
    private readonly announcements: AnnouncementsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'web') this.loop.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }
}
