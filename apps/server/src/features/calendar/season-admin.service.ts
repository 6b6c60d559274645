import { Injectable } from '@nestjs/common';
import type { Season, SeasonSettings } from '@sunday-live/contract';
import { type EntityManager, In } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { databaseNow } from '../../platform/database/clock.sql.js';
import { AppError } from '../../platform/errors/app-error.js';
import { CardEntity } from '../cards/card.entity.js';
import { GameEntity, WeekDeadlineEntity } from '../slate/game.entity.js';
import { LockWatcher } from '../slate/lock-watcher.js';
import { SeasonStateEntity } from '../slate/slate.entity.js';
import { type LogWriter, SlateLog } from '../slate/slate-log.js';
import { type SeasonState, SlateReader, type WeekOfGames } from '../slate/slate-reader.js';
import type { StoredGame } from '../slate/stored-game.js';
import { type WeekAsked, type WeekKey, weekPath } from '../slate/week-key.js';
import { seasonClock } from './calendar.sql.js';
import { isDue } from './game-locks.js';
import { SeasonService } from './season.service.js';

export type SeasonWeek = Season['weeks'][number];

/** A change of the settings; absent fields stay unchanged. */
export type SettingsChange = { readonly [K in keyof SeasonSettings]?: SeasonSettings[K] | undefined };

/** A new deadline of a week, and the locked games that the admin accepts to open by it. */
export interface DeadlineChange {
  /** null: the deadline follows from the kickoffs */
  readonly deadline: Date | null;
  /** Ids of the games. */
  readonly opens: readonly string[];
}

/**
 * Changes how and when cards lock. Locked games stay locked (R11), unless a moved deadline opens them and the admin
 * confirms it.
 */
@Injectable()
export class SeasonAdminService {
  constructor(
    private readonly log: SlateLog,
    private readonly locks: LockWatcher,
    private readonly reader: SlateReader,
    private readonly seasons: SeasonService,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Changes the season's settings, for example whether cards lock by week or game by game, and whether jokers are
   * forced. Another lock mode opens only games whose picks nobody has seen, because their week has no card.
   */
  async change(author: Author, given: SettingsChange, why?: string): Promise<Season> {
    await this.log.write(async (tx, log) => {
      // games that are due by the old rule count as locked, even if they were not marked yet
      await this.locks.lockDueIn(tx, log);
      const { now: _, ...before } = await seasonClock(tx);
      const after = { ...before, ...given } as SeasonSettings;
      // forced jokers apply only to games that lock from now on
      await tx.update(
        SeasonStateEntity,
        { id: 1 },
        {
          lock: after.lock,
          forcedJokersSince: after.forcedJokers
            ? () => 'coalesce(forced_jokers_since, clock_timestamp())'
            : null,
          preseason: after.preseason,
          playoffBankersOnce: after.playoffs.bankersOnce,
          playoffJokers: after.playoffs.jokers,
        },
      );
      const state = await this.reader.season(tx);
      if (state !== null && after.lock !== before.lock) {
        const weeks = await this.reader.weeks(state, tx);
        const used = await weeksWithCards(tx, state);
        const now = await databaseNow(tx);
        await open(
          tx,
          log,
          state,
          weeks.flatMap((week) => (used.has(week.week) ? [] : notDue(week, state, now))),
        );
      }
      const named = Object.keys(given) as (keyof SeasonSettings)[];
      const only = (values: SettingsChange) => Object.fromEntries(named.map((name) => [name, values[name]]));
      await this.audit.record(tx, author, {
        target: 'season',
        before: only(before),
        after: only(after),
        why,
      });
    });
    return this.seasons.season();
  }

  /**
   * Sets a week's deadline; null restores the one that follows from the kickoffs. Locked games of the week that are not
   * due by the new deadline open, if the admin names exactly those.
   * @throws AppError `unknown-week`; `games-would-open` with one problem per game, when other games or none are named
   */
  async setDeadline(
    author: Author,
    { week, ...asked }: WeekAsked,
    { deadline, opens }: DeadlineChange,
    why?: string,
  ): Promise<SeasonWeek> {
    await this.log.write(async (tx, log) => {
      await this.locks.lockDueIn(tx, log);
      const state = await this.reader.asked(asked, 'current', tx);
      if (state === null || (await this.reader.week(state, week, tx)).games.length === 0) {
        throw new AppError('unknown-week');
      }
      const before = await fixDeadline(
        tx,
        { season: state.season, seasonType: state.seasonType, week },
        deadline,
      );
      if (before?.getTime() !== deadline?.getTime()) {
        const games = notDue(await this.reader.week(state, week, tx), state, await databaseNow(tx));
        if ((await weeksWithCards(tx, state)).has(week)) demandSeen(games, opens);
        await open(tx, log, state, games);
      }
      await this.audit.record(tx, author, {
        target: `week/${weekPath({ ...state, week })}`,
        before: { deadline: before },
        after: { deadline, ...(opens.length > 0 ? { opens } : {}) },
        why,
      });
    });
    const { weeks } = await this.seasons.season(asked);
    const changed = weeks.find((entry) => entry.week === week);
    if (changed === undefined) throw new AppError('unknown-week');
    return changed;
  }
}

/** Returns locked games that have not started and would not be locked now. A game that is called off keeps its lock. */
function notDue(week: WeekOfGames, { lock }: SeasonState, now: Date): StoredGame[] {
  return week.games.filter(
    (game) => game.locked_at !== null && game.state === 'pre' && !isDue(game, week, lock, now),
  );
}

/** Unlocks games and starts a new epoch, so that every client reads the state again. */
async function open(
  tx: EntityManager,
  log: LogWriter,
  { season, seasonType, week }: SeasonState,
  games: readonly StoredGame[],
): Promise<void> {
  if (games.length === 0) return;
  await tx.update(GameEntity, { id: In(games.map(({ id }) => id)) }, { lockedAt: null });
  await log.append([{ season, week, body: { kind: 'week', season, seasonType, week } }]);
}

/** @throws AppError `games-would-open` unless exactly these games were named */
function demandSeen(games: readonly StoredGame[], named: readonly string[]): void {
  const wanted = new Set(named);
  if (wanted.size === games.length && games.every(({ id }) => wanted.has(id))) return;
  throw new AppError(
    'games-would-open',
    games.length === 0
      ? 'No game would open. Send the change without naming games.'
      : 'Picks that everybody has seen could change again. To open these games, send the change with their ids as `opens`.',
    games.map(({ id, away, home }) => ({
      code: 'game-would-open',
      game: id,
      message: `${away} at ${home} is locked and would open.`,
    })),
  );
}

/** Returns the weeks of the season that have a card: locked picks in them have been seen. */
async function weeksWithCards(tx: EntityManager, { season, seasonType }: SeasonState): Promise<Set<number>> {
  const rows = await tx
    .createQueryBuilder(CardEntity, 'c')
    .select('DISTINCT c.week', 'week')
    .where({ season, seasonType })
    .getRawMany<{ week: number }>();
  return new Set(rows.map(({ week }) => week));
}

/** @returns the deadline that was set before; null: it followed from the kickoffs */
async function fixDeadline(tx: EntityManager, week: WeekKey, deadline: Date | null): Promise<Date | null> {
  const before = await tx.findOneBy(WeekDeadlineEntity, week);
  if (deadline === null) await tx.delete(WeekDeadlineEntity, week);
  else await tx.upsert(WeekDeadlineEntity, { ...week, deadline }, ['season', 'seasonType', 'week']);
  return before?.deadline ?? null;
}
