import { Injectable } from '@nestjs/common';
import type { ResultState } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import { type SeasonKey, type WeekKey, weekParams } from '../slate/week-key.js';
import type { WeekAverage } from './week-scores.js';
import type { Contradiction, FoundProblem, WeekMoves } from './week-verdict.js';

/** A row of the table `week_result`. */
export interface StoredResult {
  readonly week: number;
  readonly state: ResultState;
  readonly confirmed_at: Date | null;
  readonly problems: readonly FoundProblem[];
  readonly accepted: readonly string[];
  readonly scheduled: number | null;
  readonly average_points: number | null;
  readonly players: number;
}

/** The values that a review stores. */
export type ReviewedResult = Pick<StoredResult, 'week' | 'state' | 'problems' | 'scheduled'>;

interface ContradictionRow extends Contradiction {
  week: number;
}

const KEY = '(season, season_type) = ($1::int, $2::smallint)';

/** Reads and writes decisions about weeks. */
@Injectable()
export class WeekResultStore {
  async ofSeason(tx: EntityManager, { season, seasonType }: SeasonKey): Promise<Map<number, StoredResult>> {
    const rows = await tx.query<StoredResult[]>(
      `SELECT week, state, confirmed_at, problems, accepted, scheduled, average_points, players
       FROM week_result WHERE ${KEY} ORDER BY week`,
      [season, seasonType],
    );
    return new Map(rows.map((row) => [row.week, row]));
  }

  /** Returns impossible observations of the season's games that were neither taken back nor decided; by week. */
  async contradictions(
    tx: EntityManager,
    { season, seasonType }: SeasonKey,
  ): Promise<Map<number, Contradiction[]>> {
    const rows = await tx.query<ContradictionRow[]>(
      `SELECT coalesce(g.week, (q.observation->>'week')::int) AS week, q.game, q.reason
       FROM feed_quarantine q LEFT JOIN game g ON g.id = q.game
       WHERE q.resolution IS NULL AND q.taken_back_at IS NULL AND CASE
         WHEN g.id IS NOT NULL THEN (g.season, g.season_type) = ($1::int, $2::smallint)
         ELSE (q.observation->>'season', q.observation->>'seasonType') = ($1::text, $2::text) END
       ORDER BY q.id`,
      [season, seasonType],
    );
    const byWeek = new Map<number, Contradiction[]>();
    for (const { week, ...found } of rows) byWeek.set(week, [...(byWeek.get(week) ?? []), found]);
    return byWeek;
  }

  /** Returns games that left or entered a week of the season after its first game had locked; by week. */
  async moves(tx: EntityManager, { season, seasonType }: SeasonKey): Promise<Map<number, WeekMoves>> {
    const rows = await tx.query<(WeekMoves & { week: number })[]>(
      `WITH place AS (
         SELECT id AS game, week, locked_at, NULL::timestamptz AS left_at FROM game WHERE ${KEY}
         UNION ALL SELECT game, week, locked_at, left_at FROM game_left_week WHERE ${KEY}
       ), begun AS (SELECT week, min(locked_at) AS at FROM place GROUP BY week)
       SELECT week, count(*) FILTER (WHERE left_at >= at)::int AS left,
         count(*) FILTER (WHERE left_at IS NULL AND EXISTS (
           SELECT 1 FROM game_left_week w WHERE w.game = place.game AND w.left_at >= at))::int AS arrived
       FROM place JOIN begun USING (week) GROUP BY week`,
      [season, seasonType],
    );
    return new Map(rows.map(({ week, left, arrived }) => [week, { left, arrived }]));
  }

  async write(tx: EntityManager, { season, seasonType }: SeasonKey, reviewed: ReviewedResult): Promise<void> {
    const { week, state, problems, scheduled } = reviewed;
    await tx.query(
      `INSERT INTO week_result AS r (season, season_type, week, state, problems, scheduled, confirmed_at)
       VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $4 = 'confirmed' THEN now() END)
       ON CONFLICT (season, season_type, week) DO UPDATE SET
         state = excluded.state, problems = excluded.problems, scheduled = excluded.scheduled,
         confirmed_at = CASE WHEN excluded.state = 'confirmed' THEN coalesce(r.confirmed_at, excluded.confirmed_at) END`,
      [season, seasonType, week, state, JSON.stringify(problems), scheduled],
    );
  }

  /** Deletes the results of all other weeks of a season. */
  async keepWeeks(
    tx: EntityManager,
    { season, seasonType }: SeasonKey,
    weeks: readonly number[],
  ): Promise<void> {
    await tx.query(`DELETE FROM week_result WHERE ${KEY} AND week <> ALL ($3::int[])`, [
      season,
      seasonType,
      weeks,
    ]);
  }

  /** Stores the average of a week. */
  async writeAverage(tx: EntityManager, key: WeekKey, { points, players }: WeekAverage): Promise<void> {
    await tx.query(
      `INSERT INTO week_result AS r (season, season_type, week, average_points, players) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (season, season_type, week) DO UPDATE
         SET average_points = excluded.average_points, players = excluded.players
       WHERE (r.average_points, r.players) IS DISTINCT FROM (excluded.average_points, excluded.players)`,
      [...weekParams(key), points, players],
    );
  }

  /** Accepts these problems from now on. */
  async accept(
    tx: EntityManager,
    { season, seasonType }: SeasonKey,
    week: number,
    keys: readonly string[],
  ): Promise<void> {
    await tx.query(`UPDATE week_result SET accepted = $4 WHERE ${KEY} AND week = $3`, [
      season,
      seasonType,
      week,
      JSON.stringify(keys),
    ]);
  }

  /** Returns true when the results include the log up to this position. */
  async scoresAt(tx: EntityManager, epoch: string, seq: number): Promise<boolean> {
    const rows = await tx.query<unknown[]>('SELECT 1 FROM result_progress WHERE epoch = $1 AND seq >= $2', [
      epoch,
      seq,
    ]);
    return rows.length > 0;
  }
}
