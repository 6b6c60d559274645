import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { AppError } from '../../platform/errors/app-error.js';
import { endAccess } from './end-access.js';
import { SessionEvents } from './session-ended.js';

interface Account {
  readonly id: string;
  readonly role: 'player' | 'admin';
  readonly emailVerified: boolean;
  readonly banned_at: Date | null;
}

/** One lock for all nodes while it is looked whether an admin is left. */
const ADMINS_LOCK = 715_102_646;

/** What admins do to accounts. Each change is one transaction with its row in the audit. */
@Injectable()
export class AccountAdmin {
  constructor(
    private readonly db: DataSource,
    private readonly audit: AuditLog,
    private readonly sessions: SessionEvents,
  ) {}

  /** Counts the address as verified, as if its owner had opened the link. @throws AppError `not-found` */
  async verify(author: Author, id: string, why: string): Promise<void> {
    await this.change(author, id, why, async (tx, account) => {
      await tx.query('UPDATE "user" SET "emailVerified" = true, "updatedAt" = now() WHERE id = $1', [id]);
      return [{ verified: account.emailVerified }, { verified: true }];
    });
  }

  /**
   * Keeps the player out and ends what is under way, live streams too: the database sees the ban. Cards and points stay.
   * @throws AppError `not-found`, `last-admin`
   */
  async deactivate(author: Author, id: string, why: string): Promise<void> {
    await this.change(author, id, why, async (tx, account) => {
      await this.demandAnotherAdmin(tx, account);
      await tx.query(
        'UPDATE "user" SET banned_at = coalesce(banned_at, now()), "updatedAt" = now() WHERE id = $1',
        [id],
      );
      return [{ active: account.banned_at === null }, { active: false }];
    });
    await this.sessions.ended(null, id);
  }

  /** @throws AppError `not-found` */
  async reactivate(author: Author, id: string, why: string): Promise<void> {
    await this.change(author, id, why, async (tx, account) => {
      await tx.query('UPDATE "user" SET banned_at = NULL, "updatedAt" = now() WHERE id = $1', [id]);
      return [{ active: account.banned_at === null }, { active: true }];
    });
  }

  /** Makes or unmakes an admin. @throws AppError `not-found`, `last-admin` */
  async setRole(author: Author, id: string, role: Account['role'], why: string): Promise<void> {
    await this.change(author, id, why, async (tx, account) => {
      if (role === 'player') await this.demandAnotherAdmin(tx, account);
      await tx.query('UPDATE "user" SET role = $2, "updatedAt" = now() WHERE id = $1', [id, role]);
      return [{ role: account.role }, { role }];
    });
  }

  /** Signs the player out everywhere and ends what else is under way. @throws AppError `not-found` */
  async signOut(author: Author, id: string, why: string): Promise<void> {
    await this.change(author, id, why, async (tx) => {
      const open = await tx.query<unknown[]>('SELECT 1 FROM "session" WHERE "userId" = $1', [id]);
      await endAccess(tx, id);
      return [{ sessions: open.length }, { sessions: 0 }];
    });
    await this.sessions.ended(null, id);
  }

  /**
   * Asked by whoever deletes an account, in the same transaction: does an admin stay?
   * @throws AppError `last-admin`; `unauthenticated` when the account is gone already
   */
  async demandAnotherThan(tx: EntityManager, id: string): Promise<void> {
    const account = await this.hold(tx, id);
    if (account === undefined) throw new AppError('unauthenticated');
    await this.demandAnotherAdmin(tx, account);
  }

  private async change(
    author: Author,
    id: string,
    why: string,
    work: (tx: EntityManager, account: Account) => Promise<[before: object, after: object]>,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      const account = await this.hold(tx, id);
      if (account === undefined) throw new AppError('not-found');
      const [before, after] = await work(tx, account);
      await this.audit.record(tx, author, { target: `user/${id}`, before, after, why });
    });
  }

  private async hold(tx: EntityManager, id: string): Promise<Account | undefined> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [ADMINS_LOCK]);
    const [account] = await tx.query<Account[]>(
      'SELECT id, role, "emailVerified", banned_at FROM "user" WHERE id = $1 FOR UPDATE',
      [id],
    );
    return account;
  }

  private async demandAnotherAdmin(tx: EntityManager, account: Account): Promise<void> {
    if (account.role !== 'admin' || account.banned_at !== null) return;
    const others = await tx.query<unknown[]>(
      `SELECT 1 FROM "user" WHERE role = 'admin' AND banned_at IS NULL AND id <> $1 LIMIT 1`,
      [account.id],
    );
    if (others.length === 0) throw new AppError('last-admin');
  }
}
