import { EVERYONE, type OpenLeague, type RulesName } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import type { Role } from './league.entity.js';

/** A league as one of its members sees it. */
export interface LeagueRow {
  readonly id: string;
  readonly name: string;
  readonly rules: RulesName;
  readonly visibility: 'open' | 'code';
  readonly widget: boolean;
  readonly code: string | null;
  readonly role: Role;
  readonly members: number;
}

/**
 * Returns the player's leagues, `everyone` first, then by name; only one league if `league` is given.
 * @param everybody number of players, for `everyone`
 */
export function leaguesOfPlayer(
  manager: EntityManager,
  player: string,
  league: string | null,
  everybody: number,
): Promise<LeagueRow[]> {
  return manager.query<LeagueRow[]>(
    `SELECT l.id, l.name, l.rules, l.visibility, l.widget, l.code, coalesce(m.role, 'member') AS role,
       CASE WHEN l.id = $3 THEN $4::int
         ELSE (SELECT count(*) FROM league_member o WHERE o.league = l.id) END AS members
     FROM league l LEFT JOIN league_member m ON m.league = l.id AND m.player = $1
     WHERE l.id IN (SELECT league FROM league_member WHERE player = $1 UNION ALL SELECT $3) AND ($2::text IS NULL OR l.id = $2)
     ORDER BY l.id <> $3, lower(l.name), l.id`,
    [player, league, EVERYONE, everybody],
  );
}

/** Returns open leagues without the player, the largest first; `search`: a part of the name. */
export function openLeagues(
  manager: EntityManager,
  player: string,
  search: string,
  limit: number,
): Promise<OpenLeague[]> {
  return manager.query<OpenLeague[]>(
    `SELECT l.id, l.name, l.rules, (SELECT count(*) FROM league_member o WHERE o.league = l.id) AS members
     FROM league l
     WHERE l.visibility = 'open' AND l.id <> $4 AND strpos(lower(l.name), lower($2)) > 0
       AND NOT EXISTS (SELECT 1 FROM league_member m WHERE (m.league, m.player) = (l.id, $1))
     ORDER BY members DESC, lower(l.name), l.id LIMIT $3`,
    [player, search, limit, EVERYONE],
  );
}

/** Deletes the league if it has no members. */
export async function deleteIfEmpty(manager: EntityManager, league: string): Promise<void> {
  await manager.query(
    'DELETE FROM league WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM league_member WHERE league = $1)',
    [league],
  );
}

/** Makes the longest member the commissioner of a league without one; suspended members are considered last. */
export async function appointCommissioner(manager: EntityManager, league: string): Promise<void> {
  await manager.query(
    `UPDATE league_member SET role = 'commissioner' WHERE league = $1
     AND NOT EXISTS (SELECT 1 FROM league_member WHERE league = $1 AND role = 'commissioner')
     AND player = (
       SELECT m.player FROM league_member m JOIN "user" u ON u.id = m.player WHERE m.league = $1
       ORDER BY u.banned_at IS NOT NULL, m.joined_at, m.player LIMIT 1
     )`,
    [league],
  );
}

/** The smallest of a player's leagues in which all of these play, or null. */
export async function smallestShared(
  manager: EntityManager,
  player: string,
  players: readonly string[],
): Promise<string | null> {
  const [row] = await manager.query<{ league: string }[]>(
    `SELECT m.league FROM league_member m
     WHERE m.league IN (SELECT league FROM league_member WHERE player = $1)
     GROUP BY m.league HAVING count(*) FILTER (WHERE m.player = ANY($2)) = cardinality($2::text[])
     ORDER BY count(*), m.league LIMIT 1`,
    [player, players],
  );
  return row?.league ?? null;
}

/** Returns the indexes of those pairs of league and player that are not memberships. */
export async function strangers(
  manager: EntityManager,
  leagues: readonly string[],
  players: readonly string[],
): Promise<number[]> {
  const rows = await manager.query<{ i: number }[]>(
    `SELECT given.i::int - 1 AS i FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS given (league, player, i)
     WHERE NOT EXISTS (SELECT 1 FROM league_member m WHERE (m.league, m.player) = (given.league, given.player))
       AND NOT (given.league = $3 AND EXISTS (SELECT 1 FROM "user" u WHERE u.id = given.player))`,
    [leagues, players, EVERYONE],
  );
  return rows.map(({ i }) => i);
}

/** A member with the sort key that the list of members is in the order of. */
export interface MemberRow {
  readonly id: string;
  readonly name: string;
  readonly team: string | null;
  readonly role: Role;
  readonly joinedAt: Date;
  readonly key: string;
  readonly n: number;
}

/** A part of the members of a league by name. */
export interface MembersAsked {
  readonly league: string;
  /** A pattern of `LIKE` for the name's sort key. */
  readonly like: string;
  /** Sort key and number of the member before the first; null: from the start. */
  readonly after: readonly [string, number] | null;
  readonly limit: number;
}

const EVERYBODY = `"user" p`;
const MEMBERS = 'league_member m JOIN "user" p ON p.id = m.player';

/** Members of a league in order of name. */
export function membersByName(
  manager: EntityManager,
  { league, like, after, limit }: MembersAsked,
): Promise<MemberRow[]> {
  const all = league === EVERYONE;
  const [key, n] = after ?? ['', -1];
  return manager.query<MemberRow[]>(
    `SELECT p.id, p.name, p.team, p.name_key AS key, p.n,
       ${all ? `'member' AS role, p."createdAt" AS "joinedAt"` : 'm.role, m.joined_at AS "joinedAt"'}
     FROM ${all ? EVERYBODY : MEMBERS}
     WHERE (p.name_key, p.n) > ($1, $2::int) AND p.name_key LIKE $3 ${all ? '' : 'AND m.league = $5'}
     ORDER BY p.name_key, p.n LIMIT $4`,
    [key, n, like, limit, ...(all ? [] : [league])],
  );
}

/** Number of members whose name fits a pattern of `LIKE`. */
export async function countMembers(manager: EntityManager, league: string, like: string): Promise<number> {
  const all = league === EVERYONE;
  const [row] = await manager.query<{ members: number }[]>(
    `SELECT count(*)::int AS members FROM ${all ? EVERYBODY : MEMBERS}
     WHERE p.name_key LIKE $1 ${all ? '' : 'AND m.league = $2'}`,
    [like, ...(all ? [] : [league])],
  );
  return row?.members ?? 0;
}
