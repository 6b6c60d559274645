import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { Clock } from '../../platform/async/clock.js';
import { withClusterLock } from '../../platform/database/cluster-lock.js';
import { DatabaseAddress } from '../../platform/database/database.module.js';
import type { Storage } from '../../platform/storage/storage.js';
import { Tickers } from '../../platform/work/tickers.js';
import { BackupStore } from './backup.store.js';
import { BackupAlerts } from './backup-alerts.js';
import { BackupMaker, type StepListener } from './backup-maker.js';
import { BackupPlace } from './backup-place.js';
import { isDue } from './schedule.js';

/** Name of the ticker that makes backups. */
export const BACKUPS_TICKER = 'backups';
const EVERY_MS = 10_000;
/** Number of the advisory lock of the worker that makes a backup. */
const BACKUP_LOCK = 715_102_645;

/** Makes backups when they are due or wanted, on one worker of the cluster. */
@Injectable()
export class BackupTurns implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<unknown> | null = null;

  constructor(
    private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly address: DatabaseAddress,
    private readonly place: BackupPlace,
    private readonly store: BackupStore,
    private readonly maker: BackupMaker,
    private readonly alerts: BackupAlerts,
    private readonly clock: Clock,
    tickers: Tickers,
  ) {
    tickers.register({ name: BACKUPS_TICKER, everyMs: EVERY_MS, run: () => this.run() });
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.role !== 'web' && this.place.storage === null) await this.alerts.endAll(this.db.manager);
  }

  /** Ends a running backup; another worker makes it. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort(new Error('the process stops'));
    await this.running?.catch(() => undefined);
  }

  /** Makes a backup if there is a reason. @param onStep as `BackupMaker.make` */
  async run(onStep?: StepListener): Promise<void> {
    const { storage } = this.place;
    if (storage === null || this.stopping.signal.aborted) return;
    if (!(await this.hasReason())) return;
    this.running = withClusterLock(this.address.url, BACKUP_LOCK, this.stopping.signal, (signal) =>
      this.turn(storage, signal, onStep),
    );
    await this.running;
  }

  private async turn(storage: Storage, signal: AbortSignal, onStep?: StepListener): Promise<void> {
    await this.maker.cleanUp();
    // another worker may have made it since this one looked
    if (await this.hasReason()) await this.maker.make(storage, signal, onStep);
  }

  /** True when a backup is due or wanted, or when one is being made here or was left by a process that died. */
  private async hasReason(): Promise<boolean> {
    const now = this.clock.now();
    const [run, last, lastFailedAt] = await Promise.all([
      this.store.run(),
      this.store.last(),
      this.store.lastFailedAt(),
    ]);
    if (last !== null) await this.alerts.checkAge(this.db.manager, last.takenAt, now);
    if (run.wantedAt !== null || run.startedAt !== null) return true;
    const { everyHours } = this.config.backups;
    const schedule = { everyHours, lastTakenAt: last?.takenAt ?? null, lastFailedAt };
    return isDue(schedule, now, () => this.store.gameOn());
  }
}
