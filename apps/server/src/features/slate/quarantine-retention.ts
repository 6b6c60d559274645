import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Raw, type Repository } from 'typeorm';
import { Chores } from '../../platform/work/chores.js';
import { FeedQuarantineEntity } from './entities/feed-quarantine.entity.js';

/** Observations that the feed has not repeated for this many days are no longer decided about. */
export const QUARANTINE_DAYS = 30;

/** Deletes observations that were decided, taken back or ignored long ago. */
@Injectable()
export class QuarantineRetention {
  constructor(
    @InjectRepository(FeedQuarantineEntity) private readonly quarantine: Repository<FeedQuarantineEntity>,
    chores: Chores,
  ) {
    chores.register({ name: 'old quarantine', run: () => this.clear() });
  }

  /** @returns the number of deleted observations */
  async clear(): Promise<number> {
    const { affected } = await this.quarantine.delete({
      lastAt: Raw((column) => `${column} < now() - make_interval(days => :days)`, { days: QUARANTINE_DAYS }),
    });
    return affected ?? 0;
  }
}
