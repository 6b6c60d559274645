import type { AdminUser, AdminUsersQuery } from '@sunday-live/contract';
import { nameKey } from '@sunday-live/scoring';
import type { EntityManager } from 'typeorm';
import { containing } from '../../../platform/http/keyset.js';

const FILTERS: Readonly<Record<AdminUsersQuery['show'], string>> = {
  all: 'true',
  admins: `u.role = 'admin'`,
  unverified: 'NOT u."emailVerified"',
  deactivated: 'u.banned_at IS NOT NULL',
};

/** SQL condition on `"user" u`; its parameters are those of `wantedParams`. */
const wantedSql = (show: AdminUsersQuery['show']): string =>
  `${FILTERS[show]} AND ($1 = '' OR u.name_key LIKE $2 OR u.email ILIKE $3)`;
const wantedParams = (q: string): string[] => [q, containing(nameKey(q)), containing(q)];

const COLUMNS = `u.id, u.n, u.name, u.email, u."emailVerified" AS verified, u.role, u.team,
  u."createdAt", u.banned_at AS "bannedAt", u."twoFactorEnabled" AS "secondFactor", s.sessions, s.seen_at AS "seenAt",
  u.scorer_from AS "scorerFrom", CASE WHEN u.scorer_until > now() THEN u.scorer_until END AS "scorerUntil"`;

const SESSIONS = `LEFT JOIN LATERAL (
    SELECT count(*)::int AS sessions, max("updatedAt") AS seen_at FROM "session"
    WHERE "userId" = u.id AND "expiresAt" > now()
  ) AS s ON true`;

/** An account with its sessions that have not ended. */
export interface UserRow extends Omit<AdminUser, 'createdAt' | 'deactivatedAt' | 'lastSeen' | 'scorer'> {
  readonly createdAt: Date;
  readonly bannedAt: Date | null;
  readonly seenAt: Date | null;
  /** Meaningless without `scorerUntil`. */
  readonly scorerFrom: Date | null;
  /** null: no day, or it is over. */
  readonly scorerUntil: Date | null;
}

/** An account of a list. */
export interface ListedUser extends UserRow {
  /** The name's sort key. */
  readonly key: string;
}

/** What is searched for: words in name or address, and which accounts. */
export type UserSearch = Pick<AdminUsersQuery, 'q' | 'show'>;

/** Counts the accounts that are found. */
export async function countUsers(manager: EntityManager, { q, show }: UserSearch): Promise<number> {
  const [row] = await manager.query<{ total: number }[]>(
    `SELECT count(*)::int AS total FROM "user" u WHERE ${wantedSql(show)}`,
    wantedParams(q),
  );
  return row?.total ?? 0;
}

/** Reads the accounts that are found, in order of name. @param after key and number of the account before the first */
export function usersPage(
  manager: EntityManager,
  { q, show }: UserSearch,
  after: readonly [key: string, n: number],
  limit: number,
): Promise<ListedUser[]> {
  return manager.query<ListedUser[]>(
    `SELECT ${COLUMNS}, u.name_key AS key FROM (
       SELECT * FROM "user" u WHERE ${wantedSql(show)} AND (u.name_key, u.n) > ($4, $5::int)
       ORDER BY u.name_key, u.n LIMIT $6
     ) AS u ${SESSIONS} ORDER BY u.name_key, u.n`,
    [...wantedParams(q), ...after, limit],
  );
}

/** Reads one account, or null. */
export async function userById(manager: EntityManager, id: string): Promise<UserRow | null> {
  const [row] = await manager.query<UserRow[]>(
    `SELECT ${COLUMNS} FROM "user" u ${SESSIONS} WHERE u.id = $1`,
    [id],
  );
  return row ?? null;
}
