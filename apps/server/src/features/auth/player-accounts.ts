import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { hashPassword } from './password.js';
import { PlayerChanges } from './player-changes.js';

export interface NewAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role?: 'player' | 'admin';
  readonly team?: string | null;
  readonly timeZone?: string;
}

/** One lock for all nodes while the first admin is looked for and made. */
const FIRST_ADMIN_LOCK = 715_102_645;

/** Accounts that nobody signs up for: the first admin, the demo's players. Their addresses count as verified. */
@Injectable()
export class PlayerAccounts {
  constructor(
    private readonly db: DataSource,
    private readonly changes: PlayerChanges,
  ) {}

  /** @returns the new player's id and number; throws when the address is taken */
  async create(account: NewAccount): Promise<{ id: string; n: number }> {
    const password = await hashPassword(account.password);
    return this.changes.write(async (tx, shown) => {
      const created = await insert(tx, account, password);
      shown(created.id);
      return created;
    });
  }

  /** Makes the first admin when there is none; a player who already has the address becomes that admin. */
  async ensureAdmin(admin: { email: string; password: string }): Promise<void> {
    if (await hasAdmin(this.db.manager)) return;
    const password = await hashPassword(admin.password);
    await this.changes.write(async (tx, shown) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [FIRST_ADMIN_LOCK]);
      if (await hasAdmin(tx)) return;
      const [known] = await tx.query<{ id: string }[]>('SELECT id FROM "user" WHERE email = $1', [
        admin.email,
      ]);
      if (known === undefined) {
        shown((await insert(tx, { name: 'Admin', role: 'admin', ...admin }, password)).id);
        return;
      }
      // whoever holds the address may not be its owner: the configured password replaces theirs and ends their access
      await tx.query(`UPDATE "user" SET role = 'admin', "emailVerified" = true WHERE id = $1`, [known.id]);
      await tx.query('DELETE FROM "account" WHERE "userId" = $1', [known.id]);
      await insertPassword(tx, known.id, password);
      shown(known.id);
    });
  }
}

async function hasAdmin(tx: EntityManager): Promise<boolean> {
  const admins = await tx.query<unknown[]>(`SELECT 1 FROM "user" WHERE role = 'admin' LIMIT 1`);
  return admins.length > 0;
}

/** @param password hashed */
async function insert(
  tx: EntityManager,
  account: NewAccount,
  password: string,
): Promise<{ id: string; n: number }> {
  const [row] = await tx.query<{ id: string; n: number }[]>(
    `INSERT INTO "user" (id, name, email, "emailVerified", role, team, "timeZone")
     VALUES ($1, $2, $3, true, $4, $5, $6) RETURNING id, n`,
    [
      randomUUID(),
      account.name,
      account.email.toLowerCase(),
      account.role ?? 'player',
      account.team ?? null,
      account.timeZone ?? 'UTC',
    ],
  );
  if (row === undefined) throw new Error('the account was not stored');
  await insertPassword(tx, row.id, password);
  return row;
}

/** @param password hashed */
async function insertPassword(tx: EntityManager, playerId: string, password: string): Promise<void> {
  await tx.query(
    `INSERT INTO "account" (id, "accountId", "providerId", "userId", password) VALUES ($1, $2, 'credential', $2, $3)`,
    [randomUUID(), playerId, password],
  );
}
