import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Chores } from '../../platform/work/chores.js';

/** So long after the feed last said it nobody decides about it any more. */
export const QUARANTINE_DAYS = 30;

/** Removes observations that were decided, taken back or left alone long ago. */
@Injectable()
export class QuarantineRetention {
  constructor(
    private readonly db: DataSource,
    chores: Chores,
  ) {
    chores.register({ name: 'old quarantine', run: () => this.clear() });
  }

  /** @returns how many are gone */
  async clear(): Promise<number> {
    const [, removed] = await this.db.query<[unknown[], number]>(
      'DELETE FROM feed_quarantine WHERE last_at < now() - make_interval(days => $1)',
      [QUARANTINE_DAYS],
    );
    return removed;
  }
}
