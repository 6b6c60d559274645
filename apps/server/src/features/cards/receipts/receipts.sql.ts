import type { Receipts } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import { inLeagueSql } from '../../leagues/in-league.js';
import {
  ofSeasonSql,
  ofWeekSql,
  type SeasonKey,
  seasonParams,
  seasonTypeOf,
  type WeekKey,
  weekParams,
} from '../../slate/week-key.js';

/** Locked games of a week that no receipt covers yet. */
export interface ClosedWeek {
  readonly week: number;
  /** {gameId: locked_at} */
  readonly locks: Record<string, string>;
}

/**
 * Finds weeks with cards and with locked games that no part covers. A game that was opened and locked again has another
 * lock time, and is covered again. Lock times are compared as instants, because their text depends on the connection's
 * time zone.
 */
export function closedWeeks(manager: EntityManager, season: SeasonKey): Promise<ClosedWeek[]> {
  return manager.query<ClosedWeek[]>(
    `SELECT g.week, jsonb_object_agg(g.id, to_jsonb(g.locked_at)) AS locks FROM game g
     WHERE ${ofSeasonSql('g')} AND g.locked_at IS NOT NULL
       AND NOT EXISTS (
         SELECT 1 FROM receipt_part p
         WHERE (p.season, p.season_type, p.week) = (g.season, g.season_type, g.week)
           AND (p.locks ->> g.id)::timestamptz = g.locked_at)
       AND EXISTS (
         SELECT 1 FROM card c WHERE (c.season, c.season_type, c.week) = (g.season, g.season_type, g.week))
     GROUP BY g.week ORDER BY g.week`,
    seasonParams(season),
  );
}

/** Stores what every card of the week says about these games, hashed with a nonce, as one part of its receipts. */
export async function issueReceipts(
  tx: EntityManager,
  week: WeekKey,
  part: number,
  games: readonly string[],
): Promise<void> {
  await tx.query(
    `INSERT INTO card_receipt (player, season, season_type, week, part, nonce, content, hash)
     SELECT player, $1, $2, $3, $4, nonce, content,
       encode(sha256(convert_to(nonce || E'\\n' || content, 'UTF8')), 'hex')
     FROM (
       SELECT u.id AS player, replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '') AS nonce,
         jsonb_build_object(
           'player', u.id, 'season', c.season, 'type', $6::text, 'week', c.week,
           'picks', picks_in_words(c.season, c.season_type, c.week, c.has & part.bits, c.home),
           'banker', banker.game,
           'joker', c.joker AND banker.game IS NOT NULL
         )::text AS content
       FROM card c JOIN "user" u ON u.n = c.n
         CROSS JOIN (
           SELECT coalesce(bit_or(1 << slot), 0) AS bits FROM game_slot s WHERE ${ofWeekSql('s')} AND s.game = ANY($5::text[])
         ) part
         LEFT JOIN game_slot banker ON (banker.season, banker.season_type, banker.week, banker.slot)
           = (c.season, c.season_type, c.week, c.banker) AND banker.game = ANY($5::text[])
       WHERE ${ofWeekSql('c')}
     ) AS cards`,
    [...weekParams(week), part, games, seasonTypeOf(week.seasonType)],
  );
}

/** Members of a league with a card of the week: the player first, then by name. */
export function membersWithCards(
  manager: EntityManager,
  week: WeekKey,
  league: string,
  player: string,
): Promise<Receipts['players']> {
  return manager.query<Receipts['players']>(
    `SELECT u.id, u.name FROM card c JOIN "user" u ON u.n = c.n
     WHERE ${ofWeekSql('c')}
       AND ${inLeagueSql(league, 'u.id', '$4')}
     ORDER BY u.id <> $5, lower(u.name), u.n`,
    [...weekParams(week), league, player],
  );
}
