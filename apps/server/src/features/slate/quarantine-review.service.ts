import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { PageQuery, Quarantine, QuarantinedObservation } from '@sunday-live/contract';
import { type EntityManager, Raw, type Repository } from 'typeorm';
import { z } from 'zod';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { databaseNow } from '../../platform/database/clock.sql.js';
import { AppError } from '../../platform/errors/app-error.js';
import { Keyset, pageSize } from '../../platform/http/keyset.js';
import { Chores } from '../../platform/work/chores.js';
import { GameStore } from './game.sql.js';
import { gamesEvent } from './games-event.js';
import { type GameObservation, observationSchema } from './observation.js';
import { quarantinePage } from './quarantine.sql.js';
import { FeedQuarantineEntity } from './slate.entity.js';
import { type LogWriter, SlateLog } from './slate-log.js';
import { WEEK_FULL } from './slate-plan.js';
import { afterObservation, newGame, type StoredGame, toGame } from './stored-game.js';
import { seasonTypeOf } from './week-key.js';
import { WeekRoom } from './week-room.js';

/** Cursors of observations: those that need a decision first, then a later one has a higher id. */
const UNDECIDED_FIRST = new Keyset(z.tuple([z.boolean(), z.int()]));

/** Lets admins accept or reject quarantined observations of the feed. */
@Injectable()
export class QuarantineReview {
  constructor(
    @InjectRepository(FeedQuarantineEntity)
    private readonly quarantine: Repository<FeedQuarantineEntity>,
    private readonly log: SlateLog,
    private readonly games: GameStore,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Returns undecided observations first, then the newest. @throws AppError `invalid-input` for an unknown cursor
   */
  async list(asked: PageQuery): Promise<Quarantine> {
    const after = UNDECIDED_FIRST.after(asked);
    const total = await this.quarantine.count();
    const size = pageSize(asked, total);
    const found = await quarantinePage(this.quarantine.manager, after, size + 1);
    const { rows, next } = UNDECIDED_FIRST.slice(found, size, (row) => [row.settled, row.id]);
    const stored = await this.games.byId(
      this.quarantine.manager,
      rows.map(({ gameId }) => gameId),
    );
    return { rows: rows.map((row) => toObservation(row, stored.get(row.gameId))), next, total };
  }

  /**
   * Accepts an observation: the game takes its values, as a correction on the log.
   * @throws AppError `not-found`; `conflict` when it is decided or taken back, cannot be parsed, or its week is full
   */
  async accept(author: Author, id: number, why: string): Promise<void> {
    await this.log.write(async (tx, log) => {
      await log.lock();
      const row = await undecided(tx, id);
      if (row.takenBackAt !== null)
        throw new AppError('conflict', 'The feed has since taken this observation back.');
      const seen = observationSchema.safeParse(row.observation);
      if (!seen.success) throw new AppError('conflict', 'It cannot be parsed, so it can only be rejected.');
      const { before, after } = await this.apply(tx, log, seen.data);
      await decide(tx, id, 'accepted');
      await this.audit.record(tx, author, {
        target: `game/${row.gameId}`,
        before: before && toGame(before),
        after: toGame(after),
        why,
      });
    });
  }

  /**
   * Rejects an observation, and leaves the game unchanged. @throws AppError `not-found`; `conflict` when it is decided
   * already
   */
  async reject(author: Author, id: number, why: string): Promise<void> {
    await this.quarantine.manager.transaction(async (tx) => {
      const row = await undecided(tx, id);
      await decide(tx, id, 'rejected');
      await this.audit.record(tx, author, {
        target: `game/${row.gameId}`,
        before: { observation: row.observation },
        after: { rejected: row.reason },
        why,
      });
    });
  }

  private async apply(
    tx: EntityManager,
    log: LogWriter,
    seen: GameObservation,
  ): Promise<{ before: StoredGame | undefined; after: StoredGame }> {
    const before = (await this.games.byId(tx, [seen.id])).get(seen.id);
    if (!(await WeekRoom.of(tx, [seen])).enter(before ?? null, seen))
      throw new AppError('conflict', WEEK_FULL);
    const now = await databaseNow(tx);
    const after = before === undefined ? newGame(seen, now) : afterObservation(before, seen, now);
    await this.games.saveGames(tx, [after]);
    const cause = { game: seen.id, kind: 'correction' as const };
    await log.append([gamesEvent([{ row: after, before: before ?? null }], cause)]);
    return { before, after };
  }
}

async function undecided(tx: EntityManager, id: number): Promise<FeedQuarantineEntity> {
  const row = await tx.findOne(FeedQuarantineEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (row === null) throw new AppError('not-found');
  if (row.resolution !== null)
    throw new AppError('conflict', 'This observation was already accepted or rejected.');
  return row;
}

async function decide(
  tx: EntityManager,
  id: number,
  resolution: FeedQuarantineEntity['resolution'],
): Promise<void> {
  await tx.update(FeedQuarantineEntity, { id }, { resolution });
}

function toObservation(row: FeedQuarantineEntity, stored: StoredGame | undefined): QuarantinedObservation {
  const seen = observationSchema.safeParse(row.observation);
  return {
    id: row.id,
    game: row.gameId,
    reason: row.reason,
    firstAt: row.firstAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
    times: row.times,
    resolution: row.resolution,
    takenBack: row.takenBackAt !== null,
    seen: seen.success ? gist(seen.data, seen.data.seasonType) : null,
    stored: stored === undefined ? null : gist(toGame(stored), stored.season_type),
  };
}

type Gist = NonNullable<QuarantinedObservation['seen']>;

function gist(game: Omit<Gist, 'type'>, seasonType: number): Gist {
  const { away, home, awayScore, homeScore, state, kickoff, season, week } = game;
  return { away, home, awayScore, homeScore, state, kickoff, season, type: seasonTypeOf(seasonType), week };
}

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
