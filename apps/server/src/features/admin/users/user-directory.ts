import { Injectable } from '@nestjs/common';
import type { AdminUser, AdminUsers, AdminUsersQuery } from '@sunday-live/contract';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.js';
import { Keyset, pageSize } from '../../../platform/http/keyset.js';
import { countUsers, type UserRow, userById, usersPage } from './users.sql.js';

/** Cursors of accounts: the name's sort key and the player's number. */
const BY_NAME = new Keyset(z.tuple([z.string(), z.int32()]));
/** Before every account. */
const START = ['', -1] as const;

/** Searches accounts for admins. */
@Injectable()
export class UserDirectory {
  constructor(private readonly db: DataSource) {}

  /**
   * Returns accounts whose name or address contains the words, by name.
   * @throws AppError `invalid-input` for an unknown cursor
   */
  async findUsers(asked: AdminUsersQuery): Promise<AdminUsers> {
    const { manager } = this.db;
    const after = BY_NAME.after(asked) ?? START;
    const total = await countUsers(manager, asked);
    const size = pageSize(asked, total);
    const found = await usersPage(manager, asked, after, size + 1);
    const { rows, next } = BY_NAME.slice(found, size, (row) => [row.key, row.n]);
    return { users: rows.map(({ key: _, ...row }) => toUser(row)), next, total };
  }

  /** @throws AppError `not-found` */
  async readUser(id: string): Promise<AdminUser> {
    const row = await userById(this.db.manager, id);
    if (row === null) throw new AppError('not-found');
    return toUser(row);
  }
}

function toUser({ createdAt, bannedAt, seenAt, scorerFrom, scorerUntil, ...row }: UserRow): AdminUser {
  return {
    ...row,
    createdAt: createdAt.toISOString(),
    deactivatedAt: bannedAt?.toISOString() ?? null,
    lastSeen: seenAt?.toISOString() ?? null,
    scorer:
      scorerFrom && scorerUntil ? { from: scorerFrom.toISOString(), until: scorerUntil.toISOString() } : null,
  };
}
