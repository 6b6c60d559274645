import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { ScheduleImporter } from './schedule-importer.js';
import { WeekDoubts } from './week-doubts.js';

/** Actions of admins on the feed. */
@Injectable()
export class FeedAdminService {
  constructor(
    private readonly db: DataSource,
    private readonly importer: ScheduleImporter,
    private readonly audit: AuditLog,
    private readonly doubts: WeekDoubts,
  ) {}

  /** Accepts the doubted week, starting with the feed's next answer. @throws AppError `not-found` */
  acceptWeek(author: Author, why: string): Promise<void> {
    return this.doubts.accept(author, why);
  }

  /** Makes the polling worker read every week again. */
  async importSchedule(author: Author, why?: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.importer.restart(tx);
      await this.audit.record(tx, author, { target: 'schedule', why });
    });
  }
}
