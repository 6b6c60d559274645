import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { CONFIG, type Config } from '../../../config/config.js';
import { PollingLoop } from '../../../platform/async/polling-loop.js';
import { SlateReader } from '../../slate/slate-reader.js';
import { ReceiptIssuer } from './receipt-issuer.js';

const CHECK_EVERY_MS = 2_000;

/** Issues receipts soon after each lock. It runs on every worker; a second one has nothing to do. */
@Injectable()
export class ReceiptWatcher implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ReceiptWatcher.name);
  private readonly loop = new PollingLoop(
    () => this.check(),
    () => CHECK_EVERY_MS,
    (error) => this.logger.warn(`receipts could not be issued: ${String(error)}`),
  );
  private isStopping = false;

  constructor(
    private readonly issuer: ReceiptIssuer,
    private readonly slate: SlateReader,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'web') this.loop.start();
  }

  onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    return this.loop.stop();
  }

  private async check(): Promise<void> {
    const state = await this.slate.season();
    if (state !== null) await this.issuer.issueDue(state, () => this.isStopping);
  }
}
