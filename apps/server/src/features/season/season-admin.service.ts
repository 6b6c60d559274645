import { Injectable } from '@nestjs/common';
import type { LockMode, Season } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import { type LogWriter, SlateLog } from '../slate/slate-log.js';
import { type SeasonState, SlateReader } from '../slate/slate-reader.js';
import { isDue } from './game-locks.js';
import { SeasonService } from './season.service.js';

export type SeasonWeek = Season['weeks'][number];

/** How and when cards lock. */
@Injectable()
export class SeasonAdminService {
  constructor(
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
    private readonly seasons: SeasonService,
  ) {}

  /** Decides whether cards lock by week or game by game. */
  async setLock(lock: LockMode): Promise<Season> {
    await this.decideAnew(async (tx) => {
      await tx.query('UPDATE season_state SET lock = $1', [lock]);
    });
    return this.seasons.season();
  }

  /**
   * Fixes a week's deadline; null goes back to the one that follows from the kick-offs.
   * @throws AppError `unknown-week`
   */
  async setDeadline(week: number, deadline: Date | null): Promise<SeasonWeek> {
    await this.decideAnew(async (tx, state) => {
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
