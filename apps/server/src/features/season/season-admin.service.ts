import { Injectable } from '@nestjs/common';
import type { LockMode, Season } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import { groupBy } from '../../platform/collections/group-by.js';
import { AppError } from '../../platform/errors/app-error.js';
import { type LogWriter, SlateLog } from '../slate/slate-log.js';
import { type SeasonState, SlateReader } from '../slate/slate-reader.js';
import { lockedIds } from './game-locks.js';
import { SeasonService } from './season.service.js';

export type SeasonWeek = Season['weeks'][number];

/** How and when cards lock. What has locked by the old rule stays locked under the new one. */
@Injectable()
export class SeasonAdminService {
  constructor(
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
    private readonly seasons: SeasonService,
  ) {}

  /** Decides whether cards lock by week or game by game. */
  async setLock(lock: LockMode): Promise<Season> {
    await this.afterLocks(async (tx) => {
      await tx.query('UPDATE season_state SET lock = $1', [lock]);
    });
    return this.seasons.season();
  }

  /**
   * Fixes a week's deadline; null goes back to the one that follows from the kick-offs.
   * @throws AppError `unknown-week`
   */
  async setDeadline(week: number, deadline: Date | null): Promise<SeasonWeek> {
    await this.afterLocks(async (tx, state) => {
      if (state === null || (await this.reader.week(state, week, tx)).games.length === 0) {
        throw new AppError('unknown-week');
      }
      const key = [state.season, state.seasonType, week];
      if (deadline === null) {
        await tx.query('DELETE FROM week_deadline WHERE season = $1 AND season_type = $2 AND week = $3', key);
      } else {
        await tx.query(
          `INSERT INTO week_deadline (season, season_type, week, deadline) VALUES ($1, $2, $3, $4)
           ON CONFLICT (season, season_type, week) DO UPDATE SET deadline = excluded.deadline`,
          [...key, deadline],
        );
      }
    });
    const { weeks } = await this.seasons.season();
    const changed = weeks.find((entry) => entry.week === week);
    if (changed === undefined) throw new AppError('unknown-week');
    return changed;
  }

  /** Runs `change` under the stream's lock, after games whose deadline has passed by the old rule were locked for good. */
  private async afterLocks(
    change: (tx: EntityManager, state: SeasonState | null) => Promise<void>,
  ): Promise<void> {
    await this.log.write(async (tx, log) => {
      await log.lock();
      const state = await this.reader.season(tx);
      if (state !== null) await this.lockDue(tx, log, state);
      await change(tx, state);
    });
  }

  private async lockDue(tx: EntityManager, log: LogWriter, state: SeasonState): Promise<void> {
    const weeks = await this.reader.weeks(state, tx);
    const [clock] = await tx.query<{ now: Date }[]>('SELECT clock_timestamp() AS now');
    if (clock === undefined) throw new Error('the database has no clock');
    const due = weeks.flatMap((week) => {
      const locked = lockedIds(week, state.lock, clock.now);
      return week.games.filter((game) => game.locked_at === null && locked.has(game.id));
    });
    if (due.length === 0) return;
    await tx.query('UPDATE game SET locked_at = $2 WHERE id = ANY($1)', [
      due.map((game) => game.id),
      clock.now,
    ]);
    await log.append(
      [...groupBy(due, (game) => game.week)].map(([week, games]) => ({
        season: state.season,
        week,
        body: { kind: 'lock' as const, games: games.map((game) => game.id) },
      })),
    );
  }
}
