import { type CardPicks, DEFAULT_RULES } from '@sunday-live/scoring';
import type { EntityManager } from 'typeorm';
import type { PlayerStep } from '../../platform/database/player-steps.sql.js';
import type { Audience } from '../../platform/mail/mail-outbox.js';
import { lacksPickSql } from '../slate/missing-picks.js';
import type { SeasonState } from '../slate/slate-reader.js';
import {
  ofSeasonSql,
  ofWeekSql,
  type SeasonKey,
  seasonParams,
  type WeekKey,
  weekParams,
} from '../slate/week-key.js';
import type { MailedWeek } from './mail-links.js';
import { lockSql } from './open-locks.js';

const WEEK = { season: '$1::int', seasonType: '$2::smallint', week: '$3::int' };

/** A card whose save is to be confirmed. */
export interface QuietCard extends MailedWeek {
  readonly email: string;
  readonly version: number;
  /** An earlier version was confirmed. */
  readonly amended: boolean;
}

/**
 * Reads cards of these weeks that have not changed for three minutes, are at most a day old and whose version was not
 * confirmed yet; of players of one step who want it.
 * @param kind of the email
 * @param mailable SQL condition on `"user" u`: the player may get emails
 */
export function quietCards(
  manager: EntityManager,
  { season, weeks, step }: { season: SeasonKey; weeks: readonly number[]; step: PlayerStep },
  { kind, mailable }: { kind: string; mailable: string },
): Promise<QuietCard[]> {
  return manager.query<QuietCard[]>(
    `SELECT c.season, c.season_type AS "seasonType", c.week, u.id AS player, c.version, u.email, u.name, u."timeZone",
       EXISTS (
         SELECT 1 FROM mail m WHERE m.player = u.id AND m.kind = $4 AND m.state <> 'dropped'
           AND (m.data->>'season', m.data->>'seasonType', m.data->>'week')
             = (c.season::text, c.season_type::text, c.week::text)
       ) AS amended
     FROM card c JOIN "user" u ON u.n = c.n
     WHERE ${ofSeasonSql('c')} AND c.week = ANY($3) AND c.n > $5 AND c.n <= $6
       AND c.updated_at > now() - interval '1 day' AND c.updated_at <= now() - interval '3 minutes'
       AND (u.notifications->>'pickConfirmation')::boolean
       AND NOT EXISTS (
         SELECT 1 FROM mail m
         WHERE m.key = concat_ws(':', $4::text, c.season, c.season_type, c.week, 'v' || c.version, u.id)
       )
       AND ${mailable}
     ORDER BY c.n, c.week`,
    [...seasonParams(season), weeks, kind, step.after, step.to],
  );
}

/** A stored card with the ids of its games. */
export interface StoredPicks extends CardPicks {
  readonly version: number;
  readonly updated_at: Date;
}

/** Reads a player's card of a week; null when there is none. */
export async function storedCard(
  manager: EntityManager,
  week: WeekKey,
  player: string,
): Promise<StoredPicks | null> {
  const [row] = await manager.query<StoredPicks[]>(
    `SELECT picks, banker, joker, version, updated_at FROM card_in_words c WHERE ${ofWeekSql('c')} AND player = $4`,
    [...weekParams(week), player],
  );
  return row ?? null;
}

/**
 * Active players whose card lacks a game that locks at this moment, and none that locks earlier. Players are active (rule M12)
 * when they have a card in one of the last three played weeks, this week or a later one, or registered within four
 * weeks. Only weeks in which anybody has a card count as played, so nobody becomes inactive over the summer. A stored
 * card was complete when it was saved; when it lacks a game now, that is new, so each version of it has its own
 * reminders.
 * @param optional only players who want the reminder
 */
export function lackingPicks(
  week: WeekKey,
  lock: SeasonState['lock'],
  optional: boolean,
  at: Date,
): Audience {
  const locks = lockSql(lock, '$5::timestamptz');
  const sql = `
    WITH played AS (
      SELECT g.season, g.season_type, g.week FROM game g
      WHERE EXISTS (SELECT 1 FROM card c WHERE (c.season, c.season_type, c.week) = (g.season, g.season_type, g.week))
      GROUP BY 1, 2, 3 HAVING bool_and(g.state IN ('post', 'off')) AND bool_or(g.state = 'post')
      ORDER BY 1 DESC, 2 DESC, 3 DESC LIMIT 3
    )
    SELECT u.id, u.n, u.email, u.name, u."timeZone", 'v' || k.version AS edition FROM "user" u
      LEFT JOIN card k ON (k.n, k.season, k.season_type, k.week) = (u.n, $1::int, $2::smallint, $3::int)
    WHERE (NOT $4::boolean OR (u.notifications->>'reminder48h')::boolean) AND $5::timestamptz IS NOT NULL
      AND ${lacksPickSql('k.has', WEEK, locks.at)}
      AND NOT ${lacksPickSql('k.has', WEEK, locks.before)}
      AND (
        k.n IS NOT NULL OR
        u."createdAt" > now() - interval '28 days'
        OR EXISTS (
          SELECT 1 FROM card c JOIN played p USING (season, season_type, week) WHERE c.n = u.n
        )
        OR EXISTS (
          SELECT 1 FROM card c
          WHERE (c.n, c.season, c.season_type) = (u.n, $1::int, $2::smallint) AND c.week > $3::int
        )
      )`;
  return { sql, params: [...weekParams(week), optional, at] };
}

/** Players with a card for the week who want its result. */
export function playersOfWeek(week: WeekKey): Audience {
  const sql = `
    SELECT u.id, s.n, u.email, u.name, u."timeZone" FROM result_in_words s JOIN "user" u ON u.n = s.n
    WHERE (s.season, s.season_type, s.week, s.rules) = ($1::int, $2::smallint, $3::int, $4::text) AND s.played IS NOT NULL
      AND (u.notifications->>'weeklyResult')::boolean`;
  return { sql, params: [...weekParams(week), DEFAULT_RULES] };
}

/** A player's card and result of a week: the default rules, among all players. */
export interface ResultRow extends CardPicks {
  readonly points: number;
  readonly right_picks: number;
  readonly played: number;
  readonly rank: number;
  readonly players: number;
  readonly season_rank: number;
  readonly season_points: number;
  /** null: nobody had a rank before */
  readonly rank_before: number | null;
}

/**
 * Reads a player's result; null without a card, and when the results are not (or no longer) confirmed. It reads only rows of this
 * player, so that an email costs the same however many people play.
 */
export async function resultOf(
  manager: EntityManager,
  player: string,
  week: WeekKey,
): Promise<ResultRow | null> {
  const [row] = await manager.query<ResultRow[]>(
    `SELECT c.picks, c.banker, c.joker, s.points, s.right_picks, s.played, s.rank, r.players, s.season_rank, s.season_points,
       (
         SELECT b.season_rank FROM result_in_words b
         WHERE (b.player, b.season, b.season_type, b.rules) = ($4, $1::int, $2::smallint, $5::text) AND b.week = (
           SELECT max(p.week) FROM player_week p WHERE (p.season, p.season_type) = ($1::int, $2::smallint) AND p.week < $3
         )
       ) AS rank_before
     FROM week_result r
     JOIN result_in_words s ON (s.player, s.season, s.season_type, s.week, s.rules) = ($4, $1::int, $2::smallint, $3::int, $5::text)
       AND s.played IS NOT NULL
     JOIN card_in_words c ON (c.player, c.season, c.season_type, c.week) = ($4, $1::int, $2::smallint, $3::int)
     WHERE ${ofWeekSql('r')} AND r.state = 'confirmed'`,
    [...weekParams(week), player, DEFAULT_RULES],
  );
  return row ?? null;
}

/** A rank that several players share, in the week or in the season after it. */
export interface SharedRank {
  readonly scope: 'week' | 'season';
  readonly rank: number;
}

/** Reads the ranks of a week that several players share, by the default rules. */
export function sharedRanks(manager: EntityManager, week: WeekKey): Promise<SharedRank[]> {
  return manager.query<SharedRank[]>(
    `WITH ranks AS (
       SELECT rank, season_rank FROM result_in_words
       WHERE (season, season_type, week, rules) = ($1::int, $2::smallint, $3::int, $4::text)
     )
     SELECT 'week' AS scope, rank FROM ranks WHERE rank IS NOT NULL GROUP BY rank HAVING count(*) > 1
     UNION ALL
     SELECT 'season', season_rank FROM ranks GROUP BY season_rank HAVING count(*) > 1`,
    [...weekParams(week), DEFAULT_RULES],
  );
}

/** A member's ranks in a league, by its rules. */
export interface MemberRank {
  readonly player: string;
  readonly points: number;
  readonly rank: number;
  readonly shared: boolean;
  readonly players: number;
  readonly seasonRank: number;
  readonly seasonShared: boolean;
  /** null: nobody in the league had a rank before */
  readonly seasonBefore: number | null;
}

/**
 * Reads the ranks of every member of a league after a week. Ranks among all players by the same rules have the right order within a
 * league too, so they are ranked again instead of counting points twice.
 */
export function memberRanks(manager: EntityManager, week: WeekKey, league: string): Promise<MemberRank[]> {
  return manager.query<MemberRank[]>(
    `SELECT s.player, s.points, rank() OVER (ORDER BY s.rank)::int AS rank,
       count(*) OVER (PARTITION BY s.rank) > 1 AS shared, count(*) OVER ()::int AS players,
       rank() OVER (ORDER BY s.season_rank)::int AS "seasonRank", count(*) OVER (PARTITION BY s.season_rank) > 1 AS "seasonShared",
       CASE WHEN b.season_rank IS NOT NULL THEN rank() OVER (ORDER BY b.season_rank NULLS LAST)::int END AS "seasonBefore"
     FROM league l
     JOIN league_member m ON m.league = l.id
     JOIN result_in_words s ON (s.player, s.season, s.season_type, s.week, s.rules) = (m.player, $1::int, $2::smallint, $3::int, l.rules)
       AND s.played IS NOT NULL
     LEFT JOIN result_in_words b ON (b.player, b.season, b.season_type, b.rules) = (m.player, $1::int, $2::smallint, l.rules)
       AND b.week = (
         SELECT max(w.week) FROM week_result w WHERE (w.season, w.season_type) = ($1::int, $2::smallint) AND w.week < $3::int
       )
     WHERE l.id = $4`,
    [...weekParams(week), league],
  );
}
