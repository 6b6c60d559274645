import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { GameMerge, NewGame } from '@sunday-live/contract';
import { type EntityManager, IsNull } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { databaseNow } from '../../platform/database/clock.sql.js';
import { AppError } from '../../platform/errors/app-error.js';
import { GameEntity, GameMergedEntity } from './game.entity.js';
import { GameStore } from './game.sql.js';
import { gamesEvent, weekKey } from './games-event.js';
import { HAND_ID } from './hand-id.js';
import { demandTeams } from './hand-values.js';
import { mergePicks } from './merge-picks.sql.js';
import { type Fixture, type GameObservation, observationSchema } from './observation.js';
import { fixtureOf, isSameMeeting } from './same-meeting.js';
import { FeedQuarantineEntity } from './slate.entity.js';
import { SlateLog } from './slate-log.js';
import { WEEK_FULL } from './slate-plan.js';
import { newGame, toGame } from './stored-game.js';
import { SEASON_TYPES } from './week-key.js';
import { MeetingIndex, WeekRoom } from './week-room.js';

/** Where a game goes that was merged into another: no week has this number. */
const NO_WEEK = 0;

/** Games that admins add, and two games that are one (rules H8 and H9 of docs/feed.md). */
@Injectable()
export class GameRoster {
  constructor(
    private readonly log: SlateLog,
    private readonly games: GameStore,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Adds a game that no feed has. It is by hand.
   * @returns the game's id
   * @throws AppError `unknown-week` for a season without games; `invalid-input` for teams that cannot play each other;
   *   `conflict` when they meet in that week already, or the week is full
   */
  async add(author: Author, { type, why, ...wanted }: NewGame): Promise<string> {
    return this.log.write(async (tx, log) => {
      await log.lock();
      const seen: GameObservation = {
        ...wanted,
        id: `${HAND_ID}${randomUUID().slice(0, 13)}`,
        seasonType: SEASON_TYPES[type],
        timeValid: true,
        awayScore: 0,
        homeScore: 0,
        state: 'pre',
        detail: '',
        period: 0,
        clock: '0:00',
        possession: null,
        redZone: false,
        lastPlay: null,
        facts: {},
      };
      await this.demandRoom(tx, seen);
      const now = await databaseNow(tx);
      const { actor } = author;
      const row = { ...newGame(seen, now), hand_since: now, hand_name: actor?.name ?? null };
      await this.games.saveGames(tx, [row]);
      await tx.update(GameEntity, { id: row.id }, { handBy: actor?.id ?? null });
      await log.append([gamesEvent([{ row, before: null }])]);
      await this.audit.record(tx, author, { target: `game/${row.id}`, after: toGame(row), why });
      return row.id;
    });
  }

  /**
   * Merges a game into another: its picks follow, and what a feed says about it is about the other one from then on.
   * @param id the game that goes: a stored one, or one that waits in quarantine because its teams meet there already
   * @throws AppError `not-found`; `conflict` unless both are the same teams in the same week
   */
  async merge(author: Author, id: string, { into, why }: GameMerge): Promise<void> {
    await this.log.write(async (tx, log) => {
      await log.lock();
      const found = await this.games.byId(tx, [id, into]);
      const [gone, stays] = [found.get(id), found.get(into)];
      const twin = gone === undefined ? await quarantined(tx, id) : fixtureOf(gone);
      if (stays === undefined || twin === null) throw new AppError('not-found');
      if (id === into || !isSameMeeting(twin, fixtureOf(stays)))
        throw new AppError('conflict', 'Only two games of the same teams in the same week can be merged.');
      await tx.update(GameMergedEntity, { gameId: id }, { gameId: into });
      await tx.insert(GameMergedEntity, { id, gameId: into });
      const takenBackAt = await databaseNow(tx);
      const undecided = { resolution: IsNull(), takenBackAt: IsNull() };
      await tx.update(FeedQuarantineEntity, { gameId: id, ...undecided }, { takenBackAt });
      let cards = 0;
      if (gone !== undefined) {
        cards = await mergePicks(tx, {
          week: weekKey(stays),
          gone: id,
          stays: into,
          exchanged: gone.home !== stays.home,
          why: `${gone.away} at ${gone.home} was in the week twice: the pick counts for the game that stays.`,
        });
        // a locked game stays locked
        if (gone.locked_at !== null && stays.locked_at === null)
          await tx.update(GameEntity, { id: into }, { lockedAt: gone.locked_at });
        await tx.delete(GameEntity, { id });
        const row = { ...gone, week: NO_WEEK, rev: gone.rev + 1 };
        await log.append([gamesEvent([{ row, before: gone }])]);
      }
      await this.audit.record(tx, author, {
        target: `game/${id}`,
        before: gone === undefined ? twin : toGame(gone),
        after: { mergedInto: into, cards },
        why,
      });
    });
  }

  private async demandRoom(tx: EntityManager, seen: GameObservation): Promise<void> {
    const { season, seasonType } = seen;
    demandTeams(seen);
    if (!(await tx.existsBy(GameEntity, { season, seasonType }))) throw new AppError('unknown-week');
    const meetings = await this.games.meetingsLike(tx, [seen]);
    if (new MeetingIndex(meetings).inWeek(seen))
      throw new AppError('conflict', 'These teams already meet in this week.');
    if (!(await WeekRoom.of(tx, [seen])).enter(null, seen)) throw new AppError('conflict', WEEK_FULL);
  }
}

/** Returns the last observation of a game that is not stored; null when there is none. */
async function quarantined(tx: EntityManager, gameId: string): Promise<Fixture | null> {
  const row = await tx.findOne(FeedQuarantineEntity, { where: { gameId }, order: { id: 'DESC' } });
  const seen = observationSchema.safeParse(row?.observation);
  if (!seen.success) return null;
  const { id, season, seasonType, week, away, home } = seen.data;
  return { id, season, seasonType, week, away, home };
}
