import type { EntityManager } from 'typeorm';
import { ofWeekSql, type WeekKey, weekParams } from '../slate/week-key.js';
import { stillRunningSql } from './still-running.js';

/** What decides whether a named week is believed. */
export interface WeekFacts {
  /** The current week; null before the feed was read for the first time. */
  readonly current: WeekKey | null;
  /** A game between the current week and the named one has not been played. */
  readonly openBefore: boolean;
  /** First stored kickoff of the named week; null when it has none. */
  readonly firstStored: Date | null;
  /** A week is doubted. */
  readonly doubted: boolean;
  readonly now: Date;
}

/** The week that is doubted. */
export interface Doubt extends WeekKey {
  /** Time since it was first named, ms. */
  readonly ageMs: number;
  /** How often it was named in a row. */
  readonly times: number;
  /** An admin believes it. */
  readonly accepted: boolean;
}

type FactsRow = Omit<WeekFacts, 'current'> &
  (WeekKey | { season: null; seasonType: number | null; week: number | null });

/** Reads what decides about the named week, in one statement per poll. */
export async function weekFacts(manager: EntityManager, named: WeekKey): Promise<WeekFacts> {
  const [row] = await manager.query<FactsRow[]>(
    `SELECT current.season, current.season_type AS "seasonType", current.week, now() AS now,
       EXISTS (SELECT 1 FROM feed_doubt) AS doubted,
       EXISTS (
         SELECT 1 FROM game
         WHERE (game.season, game.season_type, game.week) >= (current.season, current.season_type, current.week)
           AND (game.season, game.season_type, game.week) < ($1::int, $2::smallint, $3::int)
           AND (${stillRunningSql('game')} OR (state = 'pre' AND kickoff > now() - interval '4 hours'))
       ) AS "openBefore",
       (SELECT min(kickoff) FROM game WHERE time_valid AND state <> 'off' AND ${ofWeekSql('game')}) AS "firstStored"
     FROM season_state AS current`,
    weekParams(named),
  );
  if (row === undefined) throw new Error('the season has no state');
  const { openBefore, firstStored, doubted, now, ...week } = row;
  return { current: week.season === null ? null : week, openBefore, firstStored, doubted, now };
}

/** Counts a sighting of the doubted week. Another week than the one doubted so far begins at one, and is not accepted. */
export async function countDoubt(tx: EntityManager, named: WeekKey): Promise<void> {
  await tx.query(
    `INSERT INTO feed_doubt AS d (season, season_type, week) VALUES ($1, $2, $3)
     ON CONFLICT (id) DO UPDATE SET
       (season, season_type, week) = (excluded.season, excluded.season_type, excluded.week), last_at = now(),
       (first_at, times, accepted) = (
         SELECT CASE WHEN same THEN d.first_at ELSE now() END, CASE WHEN same THEN d.times + 1 ELSE 1 END,
           same AND d.accepted
         FROM (SELECT (d.season, d.season_type, d.week) = (excluded.season, excluded.season_type, excluded.week) AS same) AS s
       )`,
    weekParams(named),
  );
}

/** The week that is doubted, or null. */
export async function readDoubt(tx: EntityManager): Promise<Doubt | null> {
  const [row] = await tx.query<Doubt[]>(
    `SELECT season, season_type AS "seasonType", week, times, accepted,
       (extract(epoch FROM now() - first_at) * 1000)::float8 AS "ageMs" FROM feed_doubt`,
  );
  return row ?? null;
}
