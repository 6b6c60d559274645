import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type QueryDeepPartialEntity, Raw } from 'typeorm';
import { SeasonStateEntity } from '../slate/entities/season-state.entity.js';
import type { WeekKey } from '../slate/week-key.js';
import { FeedWeekEntity } from './feed.entity.js';
import type { KnownWeek } from './schedule-plan.js';

interface WeekRow {
  season: number;
  season_type: number;
  week: number;
  age_ms: number | null;
  waiting: boolean;
  failures: number;
}

/** Reads and writes when each week of the schedule was read. */
@Injectable()
export class FeedWeekStore {
  constructor(private readonly db: DataSource) {}

  /** The current week, or null before the feed has named one. */
  async current(): Promise<WeekKey | null> {
    const { season, seasonType, week } = await this.db.manager.findOneByOrFail(SeasonStateEntity, { id: 1 });
    return season === null || seasonType === null || week === null ? null : { season, seasonType, week };
  }

  /** Import state of a season's weeks. A week without games, after a reset of history, counts as never read. */
  async known(season: number): Promise<KnownWeek[]> {
    const rows = await this.db.query<WeekRow[]>(
      `SELECT season, season_type, week,
         CASE WHEN games = 0 OR EXISTS (
           SELECT 1 FROM game WHERE (game.season, game.season_type, game.week)
             = (feed_week.season, feed_week.season_type, feed_week.week)
         ) THEN (extract(epoch FROM now() - read_at) * 1000)::float8 END AS age_ms,
         coalesce(wait_until > now(), false) AS waiting, failures
       FROM feed_week WHERE season = $1`,
      [season],
    );
    return rows.map((row) => ({
      season: row.season,
      seasonType: row.season_type,
      week: row.week,
      ageMs: row.age_ms,
      waiting: row.waiting,
      failures: row.failures,
    }));
  }

  /** @param games how many games the answer had */
  async read({ season, seasonType, week }: WeekKey, games: number): Promise<void> {
    await this.store([
      {
        ...{ season, seasonType, week, games, readAt: () => 'now()' },
        ...{ waitUntil: null, failures: 0, failingSince: null },
      },
    ]);
  }

  /** Records that this week could not be read. @param waitMs pause before the next request, in ms */
  async failed({ season, seasonType, week }: WeekKey, waitMs: number): Promise<void> {
    await this.db.query(
      `INSERT INTO feed_week AS w (season, season_type, week, wait_until, failures, failing_since)
       VALUES ($1, $2, $3, now() + $4 * interval '1 ms', 1, now())
       ON CONFLICT (season, season_type, week) DO UPDATE SET wait_until = excluded.wait_until,
         failures = w.failures + 1, failing_since = coalesce(w.failing_since, now())`,
      [season, seasonType, week, waitMs],
    );
  }

  /** Weeks that have failed for at least this long, the earliest first. */
  failingFor(ms: number): Promise<WeekKey[]> {
    return this.db.manager.find(FeedWeekEntity, {
      select: { season: true, seasonType: true, week: true },
      where: { failingSince: Raw((column) => `${column} <= now() - :ms * interval '1 ms'`, { ms }) },
      order: { season: 'ASC', seasonType: 'ASC', week: 'ASC' },
    });
  }

  /** Postpones these weeks by `ms`. */
  async wait(weeks: readonly WeekKey[], ms: number): Promise<void> {
    if (weeks.length === 0) return;
    const waitUntil = () => `now() + ${ms} * interval '1 ms'`;
    await this.store(weeks.map(({ season, seasonType, week }) => ({ season, seasonType, week, waitUntil })));
  }

  /** Requests every week again, soon. */
  async forget(tx: EntityManager = this.db.manager): Promise<void> {
    await tx.createQueryBuilder().delete().from(FeedWeekEntity).execute();
  }

  private async store(rows: readonly QueryDeepPartialEntity<FeedWeekEntity>[]): Promise<void> {
    await this.db.manager.upsert(FeedWeekEntity, [...rows], ['season', 'seasonType', 'week']);
  }
}
