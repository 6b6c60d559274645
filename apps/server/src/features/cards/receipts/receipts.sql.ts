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

/** A part of a week's receipts. */
export interface PartKey extends WeekKey {
  readonly part: number;
}

/** Locks a part whose receipts are still issued. @returns how far they have come; null when it is finished, or another process works at it */
export async function takePart(tx: EntityManager, { part, ...week }: PartKey): Promise<number | null> {
  const [row] = await tx.query<{ issuedTo: number }[]>(
    `SELECT p.issued_to AS "issuedTo" FROM receipt_part p
     WHERE ${ofWeekSql('p')} AND p.part = $4 AND p.issued_to IS NOT NULL FOR UPDATE SKIP LOCKED`,
    [...weekParams(week), part],
  );
  return row?.issuedTo ?? null;
}

/**
 * Issues receipts of a part to the next players, in order of their numbers.
 * @param after number of the last player who has one
 * @returns number of the last player now; null when no card is left
 */
export async function issueNext(
  tx: EntityManager,
  key: PartKey,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<number | null> {
  const [row] = await tx.query<{ last: number | null }[]>(
    `WITH due AS (SELECT * FROM card c WHERE ${ofWeekSql('c')} AND c.n > $6 ORDER BY c.n LIMIT $7),
     ${ISSUED}
     SELECT max(n) AS last FROM due HAVING count(*) = $7`,
    [...partParams(key), after, limit],
  );
  return row?.last ?? null;
}

/** Issues receipts of a part to these players, as far as they have none. */
export async function issueTo(tx: EntityManager, key: PartKey, players: readonly string[]): Promise<void> {
  await tx.query(
    `WITH due AS (SELECT c.* FROM card c JOIN "user" u ON u.n = c.n WHERE ${ofWeekSql('c')} AND u.id = ANY($6)),
     ${ISSUED}
     SELECT FROM due LIMIT 0`,
    [...partParams(key), players],
  );
}

const partParams = ({ part, ...week }: PartKey): unknown[] => [
  ...weekParams(week),
  part,
  seasonTypeOf(week.seasonType),
];

/**
 * SQL that stores what the cards `due` say about the part's games, hashed with a nonce. A game that was opened meanwhile is omitted: its
 * picks are private again, and another part covers its next lock.
 */
const ISSUED = `still AS MATERIALIZED (
       SELECT s.slot, s.game FROM receipt_part p JOIN game_slot s
         ON (s.season, s.season_type, s.week) = (p.season, p.season_type, p.week) JOIN game g ON g.id = s.game
       WHERE ${ofWeekSql('p')} AND p.part = $4 AND (p.locks ->> s.game)::timestamptz = g.locked_at
     ), said AS (
       SELECT u.id AS player, replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '') AS nonce,
         jsonb_build_object(
           'player', u.id, 'season', c.season, 'type', $5::text, 'week', c.week,
           'picks', (
             SELECT coalesce(jsonb_object_agg(s.game, CASE (c.home >> s.slot) & 1 WHEN 1 THEN 'home' ELSE 'away' END), '{}')
             FROM still s WHERE (c.has >> s.slot) & 1 = 1
           ),
           'banker', banker.game,
           'joker', c.joker AND banker.game IS NOT NULL
         )::text AS content
       FROM due c JOIN "user" u ON u.n = c.n LEFT JOIN still banker ON banker.slot = c.banker
     ), issued AS (
       INSERT INTO card_receipt (player, season, season_type, week, part, nonce, content, hash)
       SELECT player, $1, $2, $3, $4, nonce, content, encode(sha256(convert_to(nonce || E'\\n' || content, 'UTF8')), 'hex')
       FROM said ON CONFLICT DO NOTHING
     )`;

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
