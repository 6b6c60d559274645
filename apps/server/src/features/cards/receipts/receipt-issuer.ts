import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import { CONFIG, type Config } from '../../../config/config.js';
import { PollingLoop } from '../../../platform/async/polling-loop.js';
import { lockUntilCommit } from '../../../platform/database/clock.sql.js';
import { SlateReader } from '../../slate/slate-reader.js';
import type { SeasonKey } from '../../slate/week-key.js';
import { ReceiptPartEntity } from '../card.entity.js';
import { type ClosedWeek, closedWeeks, issueNext, issueTo, type PartKey, takePart } from './receipts.sql.js';

/** Advisory lock, cluster-wide: held while parts of receipts get their numbers. */
const RECEIPTS_LOCK = 715_102_647;
/** Players in one transaction: it takes a few tenths of a second, and a correction may wait for one. */
const STEP = 2_000;

/**
 * Issues receipts: when picks of a week have locked, stores what each card said about those games, hashed with a nonce.
 * The result depends only on stored cards, so it may run twice, late, or in pieces: after the lock only a correction
 * changes a card, and a correction issues the card's receipts first.
 */
@Injectable()
export class ReceiptIssuer {
  constructor(private readonly db: DataSource) {}

  /**
   * Issues receipts for everything that has locked in the season, and continues what was interrupted: some thousand players
   * at a time, each step in its own transaction.
   * @param isStopping asked before each step
   * @returns the number of new parts
   */
  async issueDue(season: SeasonKey, isStopping: () => boolean = () => false): Promise<number> {
    const due = await closedWeeks(this.db.manager, season);
    const begun = due.length === 0 ? 0 : await this.db.transaction((tx) => this.begin(tx, season));
    for (const part of await openParts(this.db.manager)) {
      while (!isStopping() && (await this.db.transaction((tx) => step(tx, part))));
    }
    return begun;
  }

  /**
   * Issues all receipts that these players are due, in the transaction that is about to change their cards. Those of
   * the others follow in steps.
   */
  async issueTo(tx: EntityManager, season: SeasonKey, players: readonly string[]): Promise<void> {
    await this.begin(tx, season);
    for (const part of await openParts(tx)) await issueTo(tx, part, players);
  }

  /** Begins a part for everything that has locked. @returns the number of new parts */
  async begin(tx: EntityManager, season: SeasonKey): Promise<number> {
    await lockUntilCommit(tx, RECEIPTS_LOCK);
    const weeks = await closedWeeks(tx, season);
    for (const closed of weeks) await beginPart(tx, season, closed);
    return weeks.length;
  }
}

/** Begins one part of a week's receipts. The lock of the transaction keeps others from taking its number. */
async function beginPart(
  tx: EntityManager,
  { season, seasonType }: SeasonKey,
  { week, locks }: ClosedWeek,
): Promise<void> {
  const key = { season, seasonType, week };
  const part = (await tx.countBy(ReceiptPartEntity, key)) + 1;
  await tx.insert(ReceiptPartEntity, { ...key, part, locks, issuedTo: 0 });
}

/** Returns the parts of which not everybody has the receipt yet. */
async function openParts(manager: EntityManager): Promise<PartKey[]> {
  const rows = await manager.find(ReceiptPartEntity, {
    select: { season: true, seasonType: true, week: true, part: true },
    where: { issuedTo: Not(IsNull()) },
    order: { season: 'ASC', seasonType: 'ASC', week: 'ASC', part: 'ASC' },
  });
  return rows.map(({ season, seasonType, week, part }) => ({ season, seasonType, week, part }));
}

/** Issues receipts of a part to the next players. @returns false when the part is finished, or another process works at it */
async function step(tx: EntityManager, key: PartKey): Promise<boolean> {
  const after = await takePart(tx, key);
  if (after === null) return false;
  const issuedTo = await issueNext(tx, key, { after, limit: STEP });
  await tx.update(ReceiptPartEntity, key, { issuedTo });
  return issuedTo !== null;
}

const CHECK_EVERY_MS = 2_000;

/** Issues receipts soon after each lock. It runs on every worker; a second one has nothing to do. */
@Injectable()
export class ReceiptWatcher implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ReceiptWatcher.name);
  private readonly loop = new PollingLoop(
    () => this.check(),
    () => CHECK_EVERY_MS,
    (error) => this.logger.warn(`receipts could not be issued: ${String(error)}`),
  );
  private isStopping = false;

  constructor(
    private readonly issuer: ReceiptIssuer,
    private readonly slate: SlateReader,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'web') this.loop.start();
  }

  onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    return this.loop.stop();
  }

  private async check(): Promise<void> {
    const state = await this.slate.season();
    if (state !== null) await this.issuer.issueDue(state, () => this.isStopping);
  }
}
