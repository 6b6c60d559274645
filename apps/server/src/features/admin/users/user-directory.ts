import { Injectable } from '@nestjs/common';
import type { AdminUser, AdminUsers, AdminUsersQuery } from '@sunday-live/contract';
import { DataSource } from 'typeorm';
import { AppError } from '../../../platform/errors/app-error.js';

const PAGE = 50;

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

/** Searches accounts for admins. */
@Injectable()
export class UserDirectory {
  constructor(private readonly db: DataSource) {}

  /** Returns accounts whose name or address contains the words, by name. */
  async findUsers({ search, show, page }: AdminUsersQuery): Promise<AdminUsers> {
    const where = `${FILTERS[show]} AND (u.name ILIKE $1 OR u.email ILIKE $1)`;
    const like = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
    const [count] = await this.db.query<{ total: number }[]>(
      `SELECT count(*)::int AS total FROM "user" u WHERE ${where}`,
      [like],
    );
    const rows = await this.db.query<Row[]>(
      `SELECT ${COLUMNS} FROM (
         SELECT * FROM "user" u WHERE ${where} ORDER BY lower(u.name), u.n LIMIT $2 OFFSET $3
       ) AS u ${SESSIONS} ORDER BY lower(u.name), u.n`,
      [like, PAGE, (page - 1) * PAGE],
    );
    const total = count?.total ?? 0;
    return { users: rows.map(toUser), total, page, pages: Math.max(1, Math.ceil(total / PAGE)) };
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
