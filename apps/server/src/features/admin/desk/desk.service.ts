import { Injectable } from '@nestjs/common';
import type { AdminDesk } from '@sunday-live/contract';
import { DataSource, IsNull } from 'typeorm';
import { QueueCounts } from '../../../platform/work/queue-counts.js';
import { NudgeMails } from '../../emails/nudge-mails.js';
import { FeedQuarantineEntity } from '../../slate/slate.entity.js';
import { seasonTypeOf } from '../../slate/week-key.js';
import { handedIn } from './desk.sql.js';

/** What needs an admin now, besides the alerts. */
@Injectable()
export class DeskService {
  constructor(
    private readonly db: DataSource,
    private readonly queues: QueueCounts,
    private readonly nudges: NudgeMails,
  ) {}

  async read(): Promise<AdminDesk> {
    const { manager } = this.db;
    const [cards, quarantine, queues] = await Promise.all([
      this.cards(),
      manager.countBy(FeedQuarantineEntity, { resolution: IsNull() }),
      this.queues.withFailures(),
    ]);
    return {
      cards,
      quarantine,
      failed: queues.filter(({ failed }) => failed > 0).map(({ queue, failed }) => ({ queue, failed })),
    };
  }

  private async cards(): Promise<AdminDesk['cards']> {
    const next = await this.nudges.nextLock();
    if (next === null) return null;
    const { season, seasonType, week, at } = next;
    const [counts, reach] = await Promise.all([handedIn(this.db.manager, next), this.nudges.reach(next)]);
    return { season, type: seasonTypeOf(seasonType), week, locksAt: at.toISOString(), ...counts, reach };
  }
}
