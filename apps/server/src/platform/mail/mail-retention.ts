import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { Clock } from '../async/clock.js';
import { PollingLoop } from '../async/polling-loop.js';
import { Delivery } from './delivery.js';
import { MailStore } from './mail.store.js';

/** What was settled is kept so long: until nobody asks for the same mail again, or why it did not come. */
export const KEPT_DAYS = 90;
/** Mails of no account, as a goodbye: the address goes soon after the account. */
export const KEPT_DAYS_OF_NOBODY = 7;
const CLEAR_EVERY_MS = 3_600_000;

/** Removes mails that were settled long ago, on every worker: the second finds nothing to do. */
@Injectable()
export class MailRetention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MailRetention.name);
  private readonly loop = new PollingLoop(
    () => this.clear(),
    () => CLEAR_EVERY_MS,
    (error) => this.logger.warn(`clearing old mails: ${String(error)}`),
  );

  constructor(
    private readonly store: MailStore,
    private readonly delivery: Delivery,
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'web') this.loop.start(0);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  /** @returns how many are gone */
  async clear(): Promise<number> {
    const own = await this.store.removeSettled(KEPT_DAYS, 'anybody');
    const nobodys = await this.store.removeSettled(KEPT_DAYS_OF_NOBODY, 'nobody');
    await this.clearKept(new Date(this.clock.now().getTime() - CLEAR_EVERY_MS));
    return own + nobodys;
  }

  /** Removes what the delivery keeps of mails that were made before a moment and are in the table no more. */
  clearKept(before: Date): Promise<void> {
    return this.delivery.clear(before, (mails) => this.store.gone(mails));
  }
}
