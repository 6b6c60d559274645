import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { CONFIG, type Config } from '../../../config/config.js';
import { SlateReader } from '../../slate/slate-reader.js';
import { ReceiptIssuer } from './receipt-issuer.js';

const CHECK_EVERY_MS = 2_000;

/** Has receipts made out soon after each lock, on every worker: the second finds nothing to do. */
@Injectable()
export class ReceiptWatcher implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ReceiptWatcher.name);
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly issuer: ReceiptIssuer,
    private readonly slate: SlateReader,
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
      this.running = this.check()
        .catch((error: unknown) => this.logger.warn(`receipts were not made out: ${String(error)}`))
        .finally(() => {
          if (this.timer !== null) this.schedule();
        });
    }, CHECK_EVERY_MS);
  }

  private async check(): Promise<void> {
    const state = await this.slate.season();
    if (state !== null) await this.issuer.issueDue(state);
  }
}
