import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { lockUntilCommit } from '../../../platform/database/clock.sql.js';
import type { SeasonKey } from '../../slate/week-key.js';
import { ReceiptPartEntity } from '../entities/receipt-part.entity.js';
import { type ClosedWeek, closedWeeks, issueReceipts } from './receipts.sql.js';

/** Advisory lock, cluster-wide: held while receipts are issued or a card is corrected. */
const RECEIPTS_LOCK = 715_102_647;

/**
 * Issues receipts: when picks of a week have locked, stores what each card said about those games, hashed with a nonce.
 * The result depends only on stored cards, so it may run twice or late: after the lock only a correction changes a
 * card, and a correction issues the receipts first.
 */
@Injectable()
export class ReceiptIssuer {
  constructor(private readonly db: DataSource) {}

  /** Issues receipts for everything that has locked in the season. @returns the number of new parts */
  async issueDue(season: SeasonKey): Promise<number> {
    if ((await closedWeeks(this.db.manager, season)).length === 0) return 0;
    return this.db.transaction((tx) => this.issue(tx, season));
  }

  /** Does the same inside a transaction. Until it ends, no other process issues receipts. */
  async issue(tx: EntityManager, season: SeasonKey): Promise<number> {
    await lockUntilCommit(tx, RECEIPTS_LOCK);
    const weeks = await closedWeeks(tx, season);
    for (const closed of weeks) await makeOut(tx, season, closed);
    return weeks.length;
  }
}

/** Issues one part of a week's receipts. The lock of the transaction keeps others from taking its number. */
async function makeOut(
  tx: EntityManager,
  { season, seasonType }: SeasonKey,
  { week, locks }: ClosedWeek,
): Promise<void> {
  const key = { season, seasonType, week };
  const part = (await tx.countBy(ReceiptPartEntity, key)) + 1;
  await tx.insert(ReceiptPartEntity, { ...key, part, locks });
  await issueReceipts(tx, key, part, Object.keys(locks));
}
