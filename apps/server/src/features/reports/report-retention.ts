import { Injectable, Logger } from '@nestjs/common';
import { DataSource, Raw } from 'typeorm';
import { Clock } from '../../platform/async/clock.js';
import { Storage } from '../../platform/storage/storage.js';
import { Chores } from '../../platform/work/chores.js';
import { ReportEntity, ReportInputEntity } from './report.entity.js';
import { unknownObjects } from './reports.sql.js';

/** Reports are kept this long (days). */
export const KEPT_DAYS = 60;
/** Preparations of a night are of no use after this time. */
const WARM_UP_KEPT = '2 days';
/** Inputs without a report and objects without a row are deleted after this time: younger ones may still be written. */
const UNKNOWN_HOURS = 24;
const HOUR_MS = 3_600_000;
const BATCH = 500;

/** Deletes old reports, and objects in storage that no row refers to. */
@Injectable()
export class ReportRetention {
  private readonly logger = new Logger(ReportRetention.name);

  constructor(
    private readonly db: DataSource,
    private readonly storage: Storage,
    private readonly clock: Clock,
    chores: Chores,
  ) {
    chores.register({ name: 'report-retention', next: `now() + interval '1 day'`, run: () => this.run() });
  }

  async run(): Promise<void> {
    const { manager } = this.db;
    await manager
      .createQueryBuilder()
      .delete()
      .from(ReportEntity)
      .where('created_at < now() - make_interval(days => :days)', { days: KEPT_DAYS })
      .andWhere(`id NOT IN (SELECT report FROM report_task WHERE state = 'running')`)
      .execute();
    await manager.delete(ReportEntity, {
      kind: 'warm-up',
      createdAt: Raw((column) => `${column} < now() - interval '${WARM_UP_KEPT}'`),
    });
    await manager
      .createQueryBuilder()
      .delete()
      .from(ReportInputEntity)
      .where('created_at < now() - make_interval(hours => :hours)', { hours: UNKNOWN_HOURS })
      .andWhere('sha256 NOT IN (SELECT input FROM report WHERE input IS NOT NULL)')
      .execute();
    const removed = await this.clearStorage();
    if (removed > 0) this.logger.log(`${removed} objects removed from storage`);
  }

  private async clearStorage(): Promise<number> {
    let batch: string[] = [];
    let removed = 0;
    for await (const { key, modifiedAt } of this.storage.list()) {
      if (this.clock.now().getTime() - modifiedAt.getTime() < UNKNOWN_HOURS * HOUR_MS) continue;
      batch.push(key);
      if (batch.length < BATCH) continue;
      removed += await this.removeUnknown(batch);
      batch = [];
    }
    return removed + (await this.removeUnknown(batch));
  }

  private async removeUnknown(keys: readonly string[]): Promise<number> {
    const unknown = await unknownObjects(this.db.manager, keys);
    for (const key of unknown) await this.storage.delete(key);
    return unknown.length;
  }
}
