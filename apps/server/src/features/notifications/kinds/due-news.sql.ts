import { DEFAULT_RULES } from '@sunday-live/scoring';
import type { EntityManager } from 'typeorm';
import { lockSql } from '../../emails/open-locks.js';
import { lacksPickSql } from '../../slate/missing-picks.js';
import type { SeasonState } from '../../slate/slate-reader.js';
import type { WeekKey } from '../../slate/week-key.js';
import { HAS_REACHABLE_DEVICE } from '../devices/devices.sql.js';

const WEEK = { season: '$2::int', seasonType: '$3::int', week: '$4::int' };

/**
 * Stores the news that picks lock soon, for players who want it and whose card lacks one that locks at this moment and none that
 * locks earlier. Each version of a card has its own.
 * @param from, until intervals before the lock between which players get it
 * @returns the number of new ones
 */
export async function addDeadlineNews(
  manager: EntityManager,
  serverKey: string,
  { season, seasonType, week, lock }: WeekKey & Pick<SeasonState, 'lock'>,
  { at, from, until }: { readonly at: Date; readonly from: string; readonly until: string },
): Promise<number> {
  const locks = lockSql(lock, '$5::timestamptz');
  const rows = await manager.query<unknown[]>(
    `INSERT INTO push_news (key, player, data, valid_until)
     SELECT concat_ws(':', 'deadline', $2::int, $3::int, $4::int, 'v' || k.version, c.player), c.player,
       jsonb_build_object('kind', 'deadline', 'season', $2::int, 'seasonType', $3::int, 'week', $4::int, 'at', $6::text, 'card', k.n IS NOT NULL),
       $5::timestamptz - $8::interval
     FROM push_choice c JOIN "user" u ON u.id = c.player
       LEFT JOIN card k ON (k.n, k.season, k.season_type, k.week) = (u.n, $2, $3::int, $4)
     WHERE 'deadline' = ANY(c.kinds) AND ${HAS_REACHABLE_DEVICE}
       AND now() BETWEEN $5::timestamptz - $7::interval AND $5::timestamptz - $8::interval
       AND ${lacksPickSql('k.has', WEEK, locks.at)} AND NOT ${lacksPickSql('k.has', WEEK, locks.before)}
     ON CONFLICT (key) DO NOTHING RETURNING 1`,
    [serverKey, season, seasonType, week, at, at.toISOString(), from, until],
  );
  return rows.length;
}

/**
 * Stores the results of weeks of the season that were confirmed within this period, for players who want them: among everybody, by the
 * default rules. @returns the number of new ones
 */
export async function addResultNews(
  manager: EntityManager,
  serverKey: string,
  season: number,
  period: string,
): Promise<number> {
  const rows = await manager.query<unknown[]>(
    // everybody's ranks of a week are counted only while somebody lacks the news of it
    `WITH late AS (
       SELECT r.season_type, r.week, r.confirmed_at FROM week_result r
       WHERE (r.season, r.state) = ($2, 'confirmed') AND r.confirmed_at > now() - $4::interval AND EXISTS (
         SELECT 1 FROM push_choice c JOIN "user" u ON u.id = c.player
           JOIN player_week w ON (w.season, w.season_type, w.week, w.n) = (r.season, r.season_type, r.week, u.n)
         WHERE 'result' = ANY(c.kinds) AND ${HAS_REACHABLE_DEVICE} AND w.v[1] IS NOT NULL AND NOT EXISTS (
           SELECT 1 FROM push_news n WHERE n.key = concat_ws(':', 'result', $2::int, r.season_type, r.week, c.player)
         )
       )
     ), scores AS (
       SELECT s.n, s.points, s.rank, l.season_type, l.week, l.confirmed_at,
         count(*) OVER (PARTITION BY l.season_type, l.week) AS players,
         count(*) OVER (PARTITION BY l.season_type, l.week, s.rank) > 1 AS shared
       FROM result_in_words s JOIN late l USING (season_type, week)
       WHERE (s.season, s.rules) = ($2, $3) AND s.played IS NOT NULL
     )
     INSERT INTO push_news (key, player, data, valid_until)
     SELECT concat_ws(':', 'result', $2::int, s.season_type, s.week, c.player), c.player,
       jsonb_build_object('kind', 'result', 'season', $2::int, 'seasonType', s.season_type, 'week', s.week, 'points', s.points, 'rank', s.rank, 'shared', s.shared,
         'players', s.players),
       s.confirmed_at + $4::interval
     FROM scores s JOIN "user" u ON u.n = s.n JOIN push_choice c ON c.player = u.id
     WHERE 'result' = ANY(c.kinds) AND ${HAS_REACHABLE_DEVICE}
     ON CONFLICT (key) DO NOTHING RETURNING 1`,
    [serverKey, season, DEFAULT_RULES, period],
  );
  return rows.length;
}
