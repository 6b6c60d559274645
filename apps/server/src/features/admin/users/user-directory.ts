import { Injectable } from '@nestjs/common';
import type { AdminUser, AdminUsers, AdminUsersQuery } from '@sunday-live/contract';
import { nameKey } from '@sunday-live/scoring';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.js';
import { containing, Keyset, pageSize } from '../../../platform/http/keyset.js';

/** Cursors of accounts: the name's sort key and the player's number. */
const BY_NAME = new Keyset(z.tuple([z.string(), z.int32()]));

const FILTERS: Readonly<Record<AdminUsersQuery['show'], string>> = {
  all: 'true',
  admins: `u.role = 'admin'`,
  unverified: 'NOT u."emailVerified"',
  deactivated: 'u.banned_at IS NOT NULL',
};

const COLUMNS = `u.id, u.n, u.name, u.email, u."emailVerified" AS verified, u.role, u.team,
  u."createdAt", u.banned_at, u."twoFactorEnabled" AS "secondFactor", s.sessions, s.seen_at`;

const SESSIONS = `LEFT JOIN LATERAL (
    SELECT count(*)::int AS sessions, max("updatedAt") AS seen_at FROM "session"
    WHERE "userId" = u.id AND "expiresAt" > now()
  ) AS s ON true`;

interface Row extends Omit<AdminUser, 'createdAt' | 'deactivatedAt' | 'lastSeen'> {
  createdAt: Date;
  banned_at: Date | null;
  seen_at: Date | null;
}

interface FoundRow extends Row {
  /** The name's sort key. */
  key: string;
}

/** Searches accounts for admins. */
@Injectable()
export class UserDirectory {
  constructor(private readonly db: DataSource) {}

  /**
   * Returns accounts whose name or address contains the words, by name.
   * @throws AppError `invalid-input` for an unknown cursor
   */
  async findUsers({ q, show, ...asked }: AdminUsersQuery): Promise<AdminUsers> {
    const [key, n] = BY_NAME.after(asked) ?? ['', -1];
    const where = `${FILTERS[show]} AND ($1 = '' OR u.name_key LIKE $2 OR u.email ILIKE $3)`;
    const wanted = [q, containing(nameKey(q)), containing(q)];
    const [count] = await this.db.query<{ total: number }[]>(
      `SELECT count(*)::int AS total FROM "user" u WHERE ${where}`,
      wanted,
    );
    const total = count?.total ?? 0;
    const size = pageSize(asked, total);
    const found = await this.db.query<FoundRow[]>(
      `SELECT ${COLUMNS}, u.name_key AS key FROM (
         SELECT * FROM "user" u WHERE ${where} AND (u.name_key, u.n) > ($4, $5::int) ORDER BY u.name_key, u.n LIMIT $6
       ) AS u ${SESSIONS} ORDER BY u.name_key, u.n`,
      [...wanted, key, n, size + 1],
    );
    const { rows, next } = BY_NAME.slice(found, size, (row) => [row.key, row.n]);
    return { users: rows.map(({ key: _, ...row }) => toUser(row)), next, total };
  }

  /** @throws AppError `not-found` */
  async readUser(id: string): Promise<AdminUser> {
    const [row] = await this.db.query<Row[]>(`SELECT ${COLUMNS} FROM "user" u ${SESSIONS} WHERE u.id = $1`, [
      id,
    ]);
    if (row === undefined) throw new AppError('not-found');
    return toUser(row);
  }
}

function toUser({ createdAt, banned_at, seen_at, ...row }: Row): AdminUser {
  return {
    ...row,
    createdAt: createdAt.toISOString(),
    deactivatedAt: banned_at?.toISOString() ?? null,
    lastSeen: seen_at?.toISOString() ?? null,
  };
}
