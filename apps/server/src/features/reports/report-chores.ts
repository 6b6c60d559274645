import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ReportRetention } from './report-retention.js';
import { ReportSchedule } from './report-schedule.js';

interface Chore {
  readonly name: string;
  /** When it is due after now, in SQL. */
  readonly next: string;
  readonly run: () => Promise<void>;
}

/** Work that one worker of the cluster does now and then. Who moves the due time on, does it. */
@Injectable()
export class ReportChores {
  private readonly logger = new Logger(ReportChores.name);
  private readonly chores: readonly Chore[];

  constructor(
    private readonly db: DataSource,
    retention: ReportRetention,
    schedule: ReportSchedule,
  ) {
    this.chores = [
      { name: 'weekly', next: `now() + interval '5 minutes'`, run: () => schedule.weekly() },
      {
        name: 'warm-up',
        next: `date_trunc('day', now() - interval '4 hours') + interval '1 day 4 hours'`,
        run: () => schedule.warmUp(),
      },
      { name: 'retention', next: `now() + interval '1 day'`, run: () => retention.run() },
    ];
  }

  async run(): Promise<void> {
    for (const chore of this.chores) {
      if (!(await this.claim(chore))) continue;
      try {
        await chore.run();
      } catch (error) {
        this.logger.error(`${chore.name}: ${String(error)}`);
      }
    }
  }

  private async claim({ name, next }: Chore): Promise<boolean> {
    const rows = await this.db.query<unknown[]>(
      `INSERT INTO report_chore AS c (name, due_at) VALUES ($1, ${next})
       ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at WHERE c.due_at <= now() RETURNING 1`,
      [name],
    );
    return rows.length > 0;
  }
}
