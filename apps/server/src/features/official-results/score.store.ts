import { Injectable } from '@nestjs/common';
import { type CardBits, DEFAULT_RULES } from '@sunday-live/scoring';
import type { EntityManager } from 'typeorm';
import { SeasonSlots } from '../slate/season-slots.js';
import { lockedJokerSql } from '../slate/shown-picks.js';
import type { SeasonKey } from '../slate/week-key.js';
import type { CardToScore, WeekScore } from './week-scores.js';

interface CardRow extends CardBits {
  player: string;
  jokers: number[];
}

const KEY = '(season, season_type) = ($1::int, $2::smallint)';

/**
 * Reads cards, writes scores: rows that say the same already are not touched, rows that no longer belong are deleted.
 * Every write returns how many rows it changed; the same again changes none.
 */
@Injectable()
export class ScoreStore {
  /** All cards of a week; jokers that can still change are left out. */
  async cards(tx: EntityManager, { season, seasonType }: SeasonKey, week: number): Promise<CardToScore[]> {
    const rows = await tx.query<CardRow[]>(
      `SELECT u.id AS player, c.has, c.home, c.banker, ${lockedJokerSql('c')} AS joker, coalesce(j.weeks, '{}') AS jokers
       FROM card c JOIN "user" u ON u.n = c.n LEFT JOIN (
         SELECT n, array_agg(week) AS weeks FROM card WHERE ${KEY} AND ${lockedJokerSql('card')} GROUP BY n
       ) j ON j.n = c.n
       WHERE (c.season, c.season_type) = ($1::int, $2::smallint) AND c.week = $3`,
      [season, seasonType, week],
    );
    const slots = (await SeasonSlots.of(tx, { season, seasonType })).week(week);
    return rows.map(({ player, jokers, joker, ...bits }) => ({
      player,
      card: { week, joker, ...slots.inWords(bits) },
      jokers: jokers.map((jokerWeek) => ({ week: jokerWeek, picks: {}, banker: null, joker: true })),
    }));
  }

  /** Only these weeks have scores: a week whose last game has moved away has none any more. */
  async keepWeeks(
    tx: EntityManager,
    { season, seasonType }: SeasonKey,
    weeks: readonly number[],
  ): Promise<number> {
    const [, gone] = await tx.query<[unknown[], number]>(
      `DELETE FROM week_score WHERE ${KEY} AND week <> ALL ($3)`,
      [season, seasonType, weeks],
    );
    await tx.query(`DELETE FROM week_result WHERE ${KEY} AND week <> ALL ($3)`, [season, seasonType, weeks]);
    return gone;
  }

  /** The scores of a week, with everybody's rank in it. */
  async writeWeek(
    tx: EntityManager,
    { season, seasonType }: SeasonKey,
    week: number,
    scores: readonly WeekScore[],
  ): Promise<number> {
    return changed(
      await tx.query(
        `WITH fresh AS (
           SELECT n.*, rank() OVER (PARTITION BY rules ORDER BY points DESC, right_picks DESC)::int AS rank
           FROM unnest($4::text[], $5::text[], $6::int[], $7::int[], $8::int[], $9::int[], $10::boolean[])
             AS n (player, rules, points, right_picks, played, banker_points, joker)
           -- whoever deletes the account meanwhile takes the scores along
           JOIN "user" u ON u.id = n.player
         ), gone AS (
           DELETE FROM week_score s WHERE ${KEY} AND week = $3
             AND NOT EXISTS (SELECT 1 FROM fresh f WHERE (f.player, f.rules) = (s.player, s.rules)) RETURNING 1
         ), written AS (
           INSERT INTO week_score AS s (player, season, season_type, week, rules, points, right_picks, played,
             banker_points, banker_counted, joker, rank)
           SELECT player, $1, $2, $3, rules, points, right_picks, played,
             banker_points, banker_points IS NOT NULL, joker, rank FROM fresh
           ON CONFLICT (player, season, season_type, week, rules) DO UPDATE SET
             points = excluded.points, right_picks = excluded.right_picks, played = excluded.played,
             banker_points = excluded.banker_points, banker_counted = excluded.banker_counted,
             joker = excluded.joker, rank = excluded.rank
           WHERE (s.points, s.right_picks, s.played, s.banker_points, s.joker, s.rank) IS DISTINCT FROM
             (excluded.points, excluded.right_picks, excluded.played, excluded.banker_points, excluded.joker, excluded.rank)
           RETURNING 1
         )
         SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM written) AS changed`,
        [
          season,
          seasonType,
          week,
          scores.map(({ player }) => player),
          scores.map(({ rules }) => rules),
          scores.map(({ points }) => points),
          scores.map(({ rightPicks }) => rightPicks),
          scores.map(({ played }) => played),
          scores.map(({ bankerPoints }) => bankerPoints),
          scores.map(({ joker }) => joker),
        ],
      ),
    );
  }

  /** Average and number of players of each of these weeks. */
  async writeWeeks(
    tx: EntityManager,
    { season, seasonType }: SeasonKey,
    weeks: readonly number[],
  ): Promise<void> {
    await tx.query(
      `INSERT INTO week_result AS r (season, season_type, week, average_points, players)
       SELECT $1, $2, w.week, avg(s.points)::float8, count(s.player)::int
       FROM unnest($3::int[]) AS w (week) LEFT JOIN week_score s
         ON (s.season, s.season_type, s.week, s.rules) = ($1::int, $2::smallint, w.week, $4::text)
       GROUP BY w.week
       ON CONFLICT (season, season_type, week) DO UPDATE
         SET average_points = excluded.average_points, players = excluded.players
       WHERE (r.average_points, r.players) IS DISTINCT FROM (excluded.average_points, excluded.players)`,
      [season, seasonType, weeks, DEFAULT_RULES],
    );
  }

  /** The standings of the season after each week from `first` on; those after its last week are the season's. */
  async writePositions(tx: EntityManager, { season, seasonType }: SeasonKey, first: number): Promise<number> {
    return changed(
      await tx.query(
        `WITH played AS (
           SELECT DISTINCT week FROM week_score WHERE ${KEY} AND week >= $3
         ), sums AS (
           SELECT w.week, s.player, s.rules, sum(s.points)::int AS points, sum(s.right_picks)::int AS right_picks,
             sum(s.banker_points)::float8 / nullif(count(s.banker_points), 0) AS banker_average
           FROM played w JOIN week_score s ON ${KEY} AND s.week <= w.week GROUP BY w.week, s.player, s.rules
         ), fresh AS (
           SELECT *, rank() OVER (
             PARTITION BY week, rules ORDER BY points DESC, right_picks DESC, coalesce(banker_average, 0) DESC
           )::int AS rank FROM sums
         ), gone AS (
           DELETE FROM week_position p WHERE ${KEY} AND week >= $3 AND NOT EXISTS (
             SELECT 1 FROM fresh f WHERE (f.player, f.week, f.rules) = (p.player, p.week, p.rules)
           ) RETURNING 1
         ), written AS (
           INSERT INTO week_position AS p
             (player, season, season_type, week, rules, points, right_picks, banker_average, rank)
           SELECT player, $1, $2, week, rules, points, right_picks, banker_average, rank FROM fresh
           ON CONFLICT (player, season, season_type, week, rules) DO UPDATE SET
             points = excluded.points, right_picks = excluded.right_picks,
             banker_average = excluded.banker_average, rank = excluded.rank
           WHERE (p.points, p.right_picks, p.banker_average, p.rank) IS DISTINCT FROM
             (excluded.points, excluded.right_picks, excluded.banker_average, excluded.rank)
           RETURNING 1
         )
         SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM written) AS changed`,
        [season, seasonType, first],
      ),
    );
  }
}

function changed(rows: readonly { changed: number }[]): number {
  return rows[0]?.changed ?? 0;
}
