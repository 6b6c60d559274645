import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { DemoAccounts } from '@sunday-live/contract';
import { EntityManager } from 'typeorm';
import { lockUntilCommit } from '../../platform/database/clock.sql.js';
import { hashPassword } from './password.js';
import { AccountEntity, UserEntity } from './user.entity.js';

/** The two sign-ins that the demo offers and prints; they exist only where the demo was seeded. */
export const DEMO_ACCOUNTS: DemoAccounts['accounts'] = [
  { role: 'player', email: 'player@demo.example', password: 'demo-player' },
  { role: 'admin', email: 'admin@demo.example', password: 'demo-admin' },
];

/** Called when the standings show this player differently from now on: a new account, another name or team. */
export type ShownDifferently = (playerId: string) => void;

type Change<T> = (tx: EntityManager, shown: ShownDifferently) => Promise<T>;

/** Stores a change of players and its consequences in one transaction. */
export interface PlayerWriter {
  write<T>(change: Change<T>): Promise<T>;
}

/**
 * The only way to change what others see of a player. The standings follow the slate log, so the change and its event
 * share a transaction; the log is in a layer above the accounts and registers itself here.
 */
@Injectable()
export class PlayerChanges {
  private writer: PlayerWriter | null = null;

  /** Registers the only writer of the process. */
  writeWith(writer: PlayerWriter): void {
    this.writer = writer;
  }

  /** Runs `change` in its own transaction; the change and its consequences are stored together or not at all. */
  async write<T>(change: Change<T>): Promise<T> {
    if (this.writer === null) throw new Error('nobody writes changes of players down');
    return this.writer.write(change);
  }
}

interface NewAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role?: 'player' | 'admin';
  readonly team?: string | null;
  readonly timeZone?: string;
}

/** Lock of all nodes while the first admin is looked up and created. */
const FIRST_ADMIN_LOCK = 715_102_645;

/** Accounts that the server creates itself: the first admin and the demo's players. Their addresses count as verified. */
@Injectable()
export class PlayerAccounts {
  constructor(
    private readonly manager: EntityManager,
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

  /** Creates the first admin when there is none; a player who already has the address becomes that admin. */
  async ensureAdmin(admin: { email: string; password: string }): Promise<void> {
    if (await hasAdmin(this.manager)) return;
    const password = await hashPassword(admin.password);
    await this.changes.write(async (tx, shown) => {
      await lockUntilCommit(tx, FIRST_ADMIN_LOCK);
      if (await hasAdmin(tx)) return;
      const known = await tx.findOneBy(UserEntity, { email: admin.email });
      if (known === null) {
        shown((await insert(tx, { name: 'Admin', role: 'admin', ...admin }, password)).id);
        return;
      }
      // the account with this address may belong to somebody else: the configured password replaces theirs and ends
      // their access
      await tx.update(UserEntity, { id: known.id }, { role: 'admin', emailVerified: true });
      await replacePassword(tx, known.id, password);
      shown(known.id);
    });
  }
}

function hasAdmin(manager: EntityManager): Promise<boolean> {
  return manager.existsBy(UserEntity, { role: 'admin' });
}

/** @param password hashed */
async function insert(
  tx: EntityManager,
  account: NewAccount,
  password: string,
): Promise<{ id: string; n: number }> {
  const user = tx.create(UserEntity, {
    id: randomUUID(),
    name: account.name,
    email: account.email.toLowerCase(),
    emailVerified: true,
    role: account.role ?? 'player',
    team: account.team ?? null,
    timeZone: account.timeZone ?? 'UTC',
  });
  // reads the number, which the database assigns
  await tx.insert(UserEntity, user);
  await insertPassword(tx, user.id, password);
  return { id: user.id, n: user.n };
}

/** Makes a password the only way into an account. @param password hashed */
export async function replacePassword(tx: EntityManager, playerId: string, password: string): Promise<void> {
  await tx.delete(AccountEntity, { userId: playerId });
  await insertPassword(tx, playerId, password);
}

/** @param password hashed */
async function insertPassword(tx: EntityManager, playerId: string, password: string): Promise<void> {
  await tx.insert(AccountEntity, {
    id: randomUUID(),
    accountId: playerId,
    providerId: 'credential',
    userId: playerId,
    password,
  });
}
