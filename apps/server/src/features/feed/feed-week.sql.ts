import { type EntityManager, type QueryDeepPartialEntity, Raw } from 'typeorm';
import { SeasonStateEntity } from '../slate/slate.entity.js';
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

/** Returns the current week; null before the feed has named one. */
export async function currentWeek(manager: EntityManager): Promise<WeekKey | null> {
  const { season, seasonType, week } = await manager.findOneByOrFail(SeasonStateEntity, { id: 1 });
  return season === null || seasonType === null || week === null ? null : { season, seasonType, week };
}

/** Import state of a season's weeks. A week without games, after a reset of history, counts as never read. */
export async function knownWeeks(manager: EntityManager, season: number): Promise<KnownWeek[]> {
  const rows = await manager.query<WeekRow[]>(
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

/** Records that this week was read. @param games how many games the answer had */
export async function noteRead(
  manager: EntityManager,
  { season, seasonType, week }: WeekKey,
  games: number,
): Promise<void> {
  await store(manager, [
    {
      ...{ season, seasonType, week, games, readAt: () => 'now()' },
      ...{ waitUntil: null, failures: 0, failingSince: null },
    },
  ]);
}

/** Records that this week could not be read. @param waitMs pause before the next request, in ms */
export async function noteFailed(
  manager: EntityManager,
  { season, seasonType, week }: WeekKey,
  waitMs: number,
): Promise<void> {
  await manager.query(
    `INSERT INTO feed_week AS w (season, season_type, week, wait_until, failures, failing_since)
     VALUES ($1, $2, $3, now() + $4 * interval '1 ms', 1, now())
     ON CONFLICT (season, season_type, week) DO UPDATE SET wait_until = excluded.wait_until,
       failures = w.failures + 1, failing_since = coalesce(w.failing_since, now())`,
    [season, seasonType, week, waitMs],
  );
}

/** Weeks that have failed for at least this long, the earliest first. */
export function weeksFailingFor(manager: EntityManager, ms: number): Promise<WeekKey[]> {
  return manager.find(FeedWeekEntity, {
    select: { season: true, seasonType: true, week: true },
    where: { failingSince: Raw((column) => `${column} <= now() - :ms * interval '1 ms'`, { ms }) },
    order: { season: 'ASC', seasonType: 'ASC', week: 'ASC' },
  });
}

/** Postpones these weeks by `ms`. */
export async function postpone(manager: EntityManager, weeks: readonly WeekKey[], ms: number): Promise<void> {
  if (weeks.length === 0) return;
  const waitUntil = () => `now() + ${ms} * interval '1 ms'`;
  await store(
    manager,
    weeks.map(({ season, seasonType, week }) => ({ season, seasonType, week, waitUntil })),
  );
}

/** Requests every week again, soon. */
export async function forgetWeeks(manager: EntityManager): Promise<void> {
  await manager.createQueryBuilder().delete().from(FeedWeekEntity).execute();
}

async function store(
  manager: EntityManager,
  rows: readonly QueryDeepPartialEntity<FeedWeekEntity>[],
): Promise<void> {
  await manager.upsert(FeedWeekEntity, [...rows], ['season', 'seasonType', 'week']);
}
