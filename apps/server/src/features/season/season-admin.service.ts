import { Injectable } from '@nestjs/common';
import type { LockMode, Season } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { AppError } from '../../platform/errors/app-error.js';
import { type LogWriter, SlateLog } from '../slate/slate-log.js';
import { type SeasonState, SlateReader } from '../slate/slate-reader.js';
import { isDue } from './game-locks.js';
import { SeasonService } from './season.service.js';

export type SeasonWeek = Season['weeks'][number];

/** What admins set for the season; what is absent stays. */
export interface SeasonSettings {
  readonly lock?: LockMode | undefined;
  readonly forcedJokers?: boolean | undefined;
}

/** How and when cards lock. */
@Injectable()
export class SeasonAdminService {
  constructor(
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
    private readonly seasons: SeasonService,
    private readonly audit: AuditLog,
  ) {}

  /** Decides whether cards lock by week or game by game, and whether jokers that would be lost are played. */
  async change(author: Author, given: SeasonSettings, why?: string): Promise<Season> {
    await this.decideAnew(async (tx) => {
      const before = await settings(tx);
      const after = { ...before, ...given };
      // what was locked before jokers were forced stays as it is
      await tx.query(
        `UPDATE season_state SET lock = $1,
           forced_jokers_since = CASE WHEN $2 THEN coalesce(forced_jokers_since, clock_timestamp()) END`,
        [after.lock, after.forcedJokers],
      );
      const named = Object.keys(given) as (keyof SeasonSettings)[];
      const only = (values: SeasonSettings) => Object.fromEntries(named.map((name) => [name, values[name]]));
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
   * Fixes a week's deadline; null goes back to the one that follows from the kick-offs.
   * @throws AppError `unknown-week`
   */
  async setDeadline(author: Author, week: number, deadline: Date | null, why?: string): Promise<SeasonWeek> {
    await this.decideAnew(async (tx, state) => {
      if (state === null || (await this.reader.week(state, week, tx)).games.length === 0) {
        throw new AppError('unknown-week');
      }
      const before = await fixDeadline(tx, [state.season, state.seasonType, week], deadline);
      await this.audit.record(tx, author, {
        target: `week/${state.season}/${week}`,
        before: { deadline: before },
        after: { deadline },
        why,
      });
    });
    const { weeks } = await this.seasons.season();
    const changed = weeks.find((entry) => entry.week === week);
    if (changed === undefined) throw new AppError('unknown-week');
    return changed;
  }

  /**
   * Runs `change` under the stream's lock; then games that have not started are open or locked as the new rule says.
   * A game that the old rule had locked may open again: that is what the admin asked for, and the only way it happens.
   */
  private async decideAnew(
    change: (tx: EntityManager, state: SeasonState | null) => Promise<void>,
  ): Promise<void> {
    await this.log.write(async (tx, log) => {
      await log.lock();
      await change(tx, await this.reader.season(tx));
      const state = await this.reader.season(tx);
      if (state !== null) await this.reopen(tx, log, state);
    });
  }

  /** What is due to lock is left to the lock watcher; everybody reads anew when something opened. */
  private async reopen(tx: EntityManager, log: LogWriter, state: SeasonState): Promise<void> {
    const weeks = await this.reader.weeks(state, tx);
    const [clock] = await tx.query<{ now: Date }[]>('SELECT clock_timestamp() AS now');
    if (clock === undefined) throw new Error('the database has no clock');
    const open = weeks.flatMap((week) =>
      week.games.filter((game) => game.locked_at !== null && !isDue(game, week, state.lock, clock.now)),
    );
    if (open.length === 0) return;
    await tx.query('UPDATE game SET locked_at = NULL WHERE id = ANY($1)', [open.map((game) => game.id)]);
    const { season, seasonType, week } = state;
    await log.append([{ season, week, body: { kind: 'week', season, seasonType, week } }]);
  }
}

async function settings(tx: EntityManager): Promise<Required<SeasonSettings>> {
  const [row] = await tx.query<Required<SeasonSettings>[]>(
    `SELECT lock, forced_jokers_since IS NOT NULL AS "forcedJokers" FROM season_state`,
  );
  if (row === undefined) throw new Error('season_state has no row: migrations did not run');
  return row;
}

/** @returns the deadline that was fixed before; null = it followed from the kick-offs */
async function fixDeadline(
  tx: EntityManager,
  key: readonly [season: number, seasonType: number, week: number],
  deadline: Date | null,
): Promise<Date | null> {
  const [before] = await tx.query<{ deadline: Date }[]>(
    'SELECT deadline FROM week_deadline WHERE season = $1 AND season_type = $2 AND week = $3',
    [...key],
  );
  if (deadline === null) {
    await tx.query('DELETE FROM week_deadline WHERE season = $1 AND season_type = $2 AND week = $3', [
      ...key,
    ]);
  } else {
    await tx.query(
      `INSERT INTO week_deadline (season, season_type, week, deadline) VALUES ($1, $2, $3, $4)
       ON CONFLICT (season, season_type, week) DO UPDATE SET deadline = excluded.deadline`,
      [...key, deadline],
    );
  }
  return before?.deadline ?? null;
}
