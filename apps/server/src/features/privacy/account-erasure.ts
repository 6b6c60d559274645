import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { jittered, PollingLoop } from '../../platform/async/polling-loop.js';
import { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { Storage } from '../../platform/storage/storage.js';
import { AlertsService } from '../alerts/alerts.service.js';
import { UserEntity, VerificationEntity } from '../auth/user.entity.js';
import { NotificationsService } from '../notifications/devices/notifications.service.js';
import { ReportErasure } from '../reports/report-erasure.js';
import { SlateLog } from '../slate/slate-log.js';
import { ErasureEntity } from './erasure.entity.js';

const LOOK_MS = 30_000;

/**
 * Erases traces of a deleted account that foreign keys do not reach. Slow parts (objects in storage, old events) run
 * after the deletion's transaction; a worker repeats them when they fail.
 */
@Injectable()
export class AccountErasure implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(AccountErasure.name);
  private readonly loop = new PollingLoop(
    () => this.finishAll(),
    jittered(LOOK_MS),
    (error) => this.logger.warn(`traces of deleted accounts could not be erased: ${String(error)}`),
  );

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @InjectRepository(ErasureEntity) private readonly erasures: Repository<ErasureEntity>,
    private readonly storage: Storage,
    private readonly reports: ReportErasure,
    private readonly alerts: AlertsService,
    private readonly log: SlateLog,
    private readonly mails: MailOutbox,
    private readonly notifications: NotificationsService,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'web') this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  /** Call it in the transaction that deletes the account, before its rows are deleted. */
  async begin(tx: EntityManager, player: string): Promise<void> {
    const objects = await this.reports.erase(tx, player);
    await tx.delete(VerificationEntity, { value: player });
    const { name } = await tx.findOneByOrFail(UserEntity, { id: player });
    await tx.insert(ErasureEntity, { playerId: player, name, objects });
  }

  /** Call it after the commit. Never throws: a failed erasure is tried again. */
  async finish(player: string): Promise<void> {
    try {
      await this.eraseRest(player);
    } catch (error) {
      this.logger.warn(`traces of a deleted account could not be erased yet: ${String(error)}`);
    }
  }

  private async finishAll(): Promise<void> {
    const open = await this.erasures.find({ select: { playerId: true }, order: { at: 'ASC' } });
    for (const { playerId } of open) await this.eraseRest(playerId);
  }

  private async eraseRest(player: string): Promise<void> {
    const row = await this.erasures.findOneBy({ playerId: player });
    if (row === null) return;
    await this.log.forget(player, row.name);
    await this.alerts.forget(player);
    await this.mails.forget(player, row.name, row.at);
    await this.notifications.forget(row.name);
    for (const key of row.objects) await this.storage.delete(key);
    await this.erasures.delete({ playerId: player });
  }
}
