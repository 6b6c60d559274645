import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { WeekKey } from '../slate/week-key.js';
import type { KnownWeek } from './schedule-plan.js';

interface WeekRow {
  season: number;
  season_type: number;
  week: number;
  age_ms: number | null;
  waiting: boolean;
  failures: number;
}

/** Which weeks of the schedule were read when. */
@Injectable()
export class FeedWeekStore {
  constructor(private readonly db: DataSource) {}

  /** The current week, or null before the feed has named one. */
  async current(): Promise<WeekKey | null> {
    const [row] = await this.db.query<
      { season: number | null; season_type: number | null; week: number | null }[]
    >('SELECT season, season_type, week FROM season_state');
    if (!row || row.season === null || row.season_type === null || row.week === null) return null;
    return { season: row.season, seasonType: row.season_type, week: row.week };
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
  async read(week: WeekKey, games: number): Promise<void> {
    await this.db.query(
      `INSERT INTO feed_week (season, season_type, week, read_at, games) VALUES ($1, $2, $3, now(), $4)
       ON CONFLICT (season, season_type, week) DO UPDATE
       SET read_at = excluded.read_at, games = excluded.games, wait_until = NULL,
         failures = 0, failing_since = NULL`,
      [week.season, week.seasonType, week.week, games],
    );
  }

  /** This week could not be read. @param waitMs it is not asked for before that, in ms */
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
  async failingFor(ms: number): Promise<WeekKey[]> {
    return this.db.query<WeekKey[]>(
      `SELECT season, season_type AS "seasonType", week FROM feed_week
       WHERE failing_since <= now() - $1 * interval '1 ms' ORDER BY season, season_type, week`,
      [ms],
    );
  }

  /** None of these weeks is asked for before `ms` are over. */
  async wait(weeks: readonly WeekKey[], ms: number): Promise<void> {
    await this.db.query(
      `INSERT INTO feed_week (season, season_type, week, wait_until)
       SELECT *, now() + $4 * interval '1 ms' FROM unnest($1::int[], $2::smallint[], $3::int[])
       ON CONFLICT (season, season_type, week) DO UPDATE SET wait_until = excluded.wait_until`,
      [
        weeks.map((week) => week.season),
        weeks.map((week) => week.seasonType),
        weeks.map((week) => week.week),
        ms,
      ],
    );
  }

  /** Every week is to be read again, soon. */
  async forget(tx: EntityManager = this.db.manager): Promise<void> {
    await tx.query('DELETE FROM feed_week');
  }
}
