import type { EntityManager } from 'typeorm';
import {
  ofSeasonSql,
  ofWeekSql,
  type SeasonKey,
  seasonParams,
  type WeekKey,
  weekParams,
} from '../slate/week-key.js';
import type { WeekAverage } from './week-scores.js';
import { playedSql } from './week-values.js';
import type { Contradiction, WeekMoves } from './week-verdict.js';

/** Season types of which games are stored, or were: the results of a type that all its games have left must be deleted. */
export async function seasonTypesOf(manager: EntityManager, season: number): Promise<number[]> {
  const rows = await manager.query<{ season_type: number }[]>(
    `SELECT season_type FROM game WHERE season = $1
     UNION SELECT season_type FROM game_left_week WHERE season = $1 ORDER BY season_type`,
    [season],
  );
  return rows.map((row) => row.season_type);
}

/** Weeks that all their games have left, in order. */
export async function emptiedWeeks(manager: EntityManager, season: SeasonKey): Promise<number[]> {
  const rows = await manager.query<{ week: number }[]>(
    `SELECT DISTINCT w.week FROM game_left_week w WHERE ${ofSeasonSql('w')} AND NOT EXISTS (
       SELECT 1 FROM game g WHERE (g.season, g.season_type, g.week) = (w.season, w.season_type, w.week)
     ) ORDER BY w.week`,
    seasonParams(season),
  );
  return rows.map(({ week }) => week);
}

/** Observations of a season's games that cannot be true, and were neither taken back nor decided, with the game's week. */
export function contradictionsOf(
  manager: EntityManager,
  season: SeasonKey,
): Promise<(Contradiction & { week: number })[]> {
  return manager.query<(Contradiction & { week: number })[]>(
    `SELECT coalesce(g.week, (q.observation->>'week')::int) AS week, q.game, q.reason
     FROM feed_quarantine q LEFT JOIN game g ON g.id = q.game
     WHERE q.resolution IS NULL AND q.taken_back_at IS NULL AND CASE
       WHEN g.id IS NOT NULL THEN ${ofSeasonSql('g')}
       ELSE (q.observation->>'season', q.observation->>'seasonType') = ($1::text, $2::text) END
     ORDER BY q.id`,
    seasonParams(season),
  );
}

/** Counts games that left or entered each week of the season after its first game had locked. */
export function weekMoves(
  manager: EntityManager,
  season: SeasonKey,
): Promise<(WeekMoves & { week: number })[]> {
  return manager.query<(WeekMoves & { week: number })[]>(
    `WITH place AS (
       SELECT id AS game, week, locked_at, NULL::timestamptz AS left_at FROM game WHERE ${ofSeasonSql('game')}
       UNION ALL SELECT game, week, locked_at, left_at FROM game_left_week WHERE ${ofSeasonSql('game_left_week')}
     ), begun AS (SELECT week, min(locked_at) AS at FROM place GROUP BY week)
     SELECT week, count(*) FILTER (WHERE left_at >= at)::int AS left,
       count(*) FILTER (WHERE left_at IS NULL AND EXISTS (
         SELECT 1 FROM game_left_week w WHERE w.game = place.game AND w.left_at >= at))::int AS arrived
     FROM place JOIN begun USING (week) GROUP BY week`,
    seasonParams(season),
  );
}

/** Stores a week's review. The first confirmation keeps its time. @param problems JSON */
export async function putReview(
  tx: EntityManager,
  week: WeekKey,
  { state, problems, scheduled }: { state: string; problems: string; scheduled: number | null },
): Promise<void> {
  await tx.query(
    `INSERT INTO week_result AS r (season, season_type, week, state, problems, scheduled, confirmed_at)
     VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $4 = 'confirmed' THEN now() END)
     ON CONFLICT (season, season_type, week) DO UPDATE SET
       state = excluded.state, problems = excluded.problems, scheduled = excluded.scheduled,
       confirmed_at = CASE WHEN excluded.state = 'confirmed' THEN coalesce(r.confirmed_at, excluded.confirmed_at) END,
       mails_planned = r.mails_planned AND r.state = 'confirmed' AND excluded.state = 'confirmed'`,
    [...weekParams(week), state, problems, scheduled],
  );
}

/** Stores the average of a week; an equal one writes nothing. */
export async function putAverage(
  tx: EntityManager,
  week: WeekKey,
  { points, players }: WeekAverage,
): Promise<void> {
  await tx.query(
    `INSERT INTO week_result AS r (season, season_type, week, average_points, players) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (season, season_type, week) DO UPDATE
       SET average_points = excluded.average_points, players = excluded.players
     WHERE (r.average_points, r.players) IS DISTINCT FROM (excluded.average_points, excluded.players)`,
    [...weekParams(week), points, players],
  );
}

/** True when a week that has begun is not confirmed. @param week null: any week of the season */
export async function hasUnconfirmed(
  manager: EntityManager,
  season: SeasonKey,
  week: number | null,
): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `SELECT 1 FROM game g LEFT JOIN week_result r USING (season, season_type, week)
     WHERE ${ofSeasonSql('g')} AND ($3::int IS NULL OR g.week = $3)
       AND g.state IN ('in', 'post') AND r.state IS DISTINCT FROM 'confirmed' LIMIT 1`,
    [...seasonParams(season), week],
  );
  return rows.length > 0;
}

/** Ids of players without a card in a week that has scores. */
export async function playersWithoutScore(manager: EntityManager, week: WeekKey): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT u.id FROM "user" u WHERE NOT EXISTS (
       SELECT 1 FROM player_week w WHERE w.n = u.n AND ${ofWeekSql('w')} AND ${playedSql('w')} IS NOT NULL
     ) ORDER BY u.n`,
    weekParams(week),
  );
  return rows.map(({ id }) => id);
}

/** Marks the state that `undoSince` restores within the same transaction. */
export async function markState(tx: EntityManager): Promise<void> {
  await tx.query('SAVEPOINT before');
}

/** Undoes everything since `markState`. */
export async function undoSince(tx: EntityManager): Promise<void> {
  await tx.query('ROLLBACK TO SAVEPOINT before');
}
