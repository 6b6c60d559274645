import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/async/clock.js';
import { Storage } from '../../platform/storage/storage.js';
import { Chores } from '../../platform/work/chores.js';

/** Reports are kept this long. */
export const KEPT_DAYS = 60;
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
    await this.db.query(
      `DELETE FROM report r WHERE created_at < now() - make_interval(days => $1)
         AND NOT EXISTS (SELECT 1 FROM report_task t WHERE t.report = r.id AND t.state = 'running')`,
      [KEPT_DAYS],
    );
    await this.db.query(
      `DELETE FROM report WHERE kind = 'warm-up' AND created_at < now() - interval '2 days'`,
    );
    await this.db.query(
      `DELETE FROM report_input i WHERE created_at < now() - make_interval(hours => $1)
         AND NOT EXISTS (SELECT 1 FROM report r WHERE r.input = i.sha256)`,
      [UNKNOWN_HOURS],
    );
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
    const rows = await this.db.query<{ key: string }[]>(
      `SELECT key FROM unnest($1::text[]) AS key
       WHERE NOT EXISTS (SELECT 1 FROM report_task t WHERE t.partial_key = key)
         AND NOT EXISTS (SELECT 1 FROM report r WHERE key = 'reports/' || r.id || '/document'
           || CASE r.generation WHEN 0 THEN '' ELSE '-' || r.generation END || '.json')
         AND NOT EXISTS (SELECT 1 FROM report_input i WHERE key = 'inputs/' || i.sha256 || '.json')
         AND NOT EXISTS (SELECT 1 FROM report_common c WHERE key = 'common/' || c.input || '/' || c.section || '.json')`,
      [keys],
    );
    for (const { key } of rows) await this.storage.delete(key);
    return rows.length;
  }
}
