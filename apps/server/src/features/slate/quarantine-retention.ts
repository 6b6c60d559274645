import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Chores } from '../../platform/work/chores.js';

/** Observations that the feed has not repeated for this many days are no longer decided about. */
export const QUARANTINE_DAYS = 30;

/** Deletes observations that were decided, taken back or ignored long ago. */
@Injectable()
export class QuarantineRetention {
  constructor(
    private readonly db: DataSource,
    chores: Chores,
  ) {
    chores.register({ name: 'old quarantine', run: () => this.clear() });
  }

  /** @returns the number of deleted observations */
  async clear(): Promise<number> {
    const [, removed] = await this.db.query<[unknown[], number]>(
      'DELETE FROM feed_quarantine WHERE last_at < now() - make_interval(days => $1)',
      [QUARANTINE_DAYS],
    );
    return removed;
  }
}
