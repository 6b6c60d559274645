import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ScorerChange } from '@sunday-live/contract';
import { DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { databaseNow, lockUntilCommit } from '../../platform/database/clock.sql.js';
import { AppError } from '../../platform/errors/app-error.js';
import { AccountMails } from './account-mails.js';
import { endAccess } from './end-access.sql.js';
import { hashPassword } from './password.js';
import { replacePassword } from './player-accounts.js';
import { SessionEvents } from './session-ended.js';
import { SessionEntity, TwoFactorEntity, UserEntity } from './user.entity.js';

type ScorerDay = Pick<UserEntity, 'scorerFrom' | 'scorerUntil'>;

/** Lock of all nodes for the check that an admin is left. */
const ADMINS_LOCK = 715_102_646;
/** Random bytes of a password that the server chooses: 20 characters. */
const PASSWORD_BYTES = 15;

/** How long a scorer's day is (ms). It ends by itself. */
const SCORER_DAY_MS = 24 * 60 * 60_000;

/** Changes of accounts by admins. Each change and its audit row are one transaction. */
@Injectable()
export class AccountAdmin {
  constructor(
    private readonly db: DataSource,
    private readonly audit: AuditLog,
    private readonly sessions: SessionEvents,
    private readonly mails: AccountMails,
  ) {}

  /** Marks the address as verified, as if its owner had opened the link. @throws AppError `not-found` */
  async verify(author: Author, id: string, why: string): Promise<void> {
    await this.change(author, id, why, async (tx, account) => {
      await tx.update(UserEntity, { id }, { emailVerified: true, updatedAt: () => 'now()' });
      return [{ verified: account.emailVerified }, { verified: true }];
    });
  }

  /**
   * Bans the player and ends everything pending and every live stream: the database reads the ban. Cards and points
   * stay.
   * @throws AppError `not-found`, `last-admin`
   */
  async deactivate(author: Author, id: string, why: string): Promise<void> {
    await this.change(author, id, why, async (tx, account) => {
      await this.demandAnotherAdmin(tx, account);
      const bannedAt = account.bannedAt ?? (() => 'now()');
      await tx.update(UserEntity, { id }, { bannedAt, updatedAt: () => 'now()' });
      return [{ active: account.bannedAt === null }, { active: false }];
    });
    await this.sessions.ended(null, id);
  }

  /** @throws AppError `not-found` */
  async reactivate(author: Author, id: string, why: string): Promise<void> {
    await this.change(author, id, why, async (tx, account) => {
      await tx.update(UserEntity, { id }, { bannedAt: null, updatedAt: () => 'now()' });
      return [{ active: account.bannedAt === null }, { active: true }];
    });
  }

  /**
   * Gives or takes away the role of admin.
   * @param lastToo also the last admin's, which only a shell may do: another can be made there
   * @throws AppError `not-found`, `last-admin`
   */
  async setRole(
    author: Author,
    id: string,
    role: UserEntity['role'],
    why: string,
    { lastToo = false }: { readonly lastToo?: boolean } = {},
  ): Promise<void> {
    await this.change(author, id, why, async (tx, account) => {
      if (role === 'player' && !lastToo) await this.demandAnotherAdmin(tx, account);
      await tx.update(UserEntity, { id }, { role, updatedAt: () => 'now()' });
      return [{ role: account.role }, { role }];
    });
  }

  /**
   * Lets a player score games by hand for 24 hours, or ends that. The latest day replaces the one before.
   * @param from when the day begins; undefined: now
   * @throws AppError `not-found`
   */
  async setScorer(author: Author, id: string, { scorer, from, why }: ScorerChange): Promise<void> {
    await this.change(author, id, why, async (tx, account) => {
      const start = from === undefined ? await databaseNow(tx) : new Date(from);
      const day: ScorerDay = scorer
        ? { scorerFrom: start, scorerUntil: new Date(start.getTime() + SCORER_DAY_MS) }
        : { scorerFrom: null, scorerUntil: null };
      await tx.update(UserEntity, { id }, { ...day, updatedAt: () => 'now()' });
      const { scorerFrom, scorerUntil } = account;
      return [{ scorerFrom, scorerUntil }, day];
    });
  }

  /** Signs the player out everywhere and ends everything pending. @throws AppError `not-found` */
  async signOut(author: Author, id: string, why: string): Promise<void> {
    await this.change(author, id, why, async (tx) => {
      const sessions = await tx.countBy(SessionEntity, { userId: id });
      await endAccess(tx, id);
      return [{ sessions }, { sessions: 0 }];
    });
    await this.sessions.ended(null, id);
  }

  /**
   * Removes the second factor and ends everything pending; the owner gets an email.
   * @throws AppError `not-found`; `conflict` when there is none
   */
  async resetSecondFactor(author: Author, id: string, why: string): Promise<void> {
    await this.change(author, id, why, async (tx, account) => {
      const { affected } = await tx.delete(TwoFactorEntity, { userId: id });
      if (affected === 0 && !account.twoFactorEnabled)
        throw new AppError('conflict', 'the account has no second factor');
      await tx.update(UserEntity, { id }, { twoFactorEnabled: false, updatedAt: () => 'now()' });
      await endAccess(tx, id);
      await this.mails.accessReset(tx, account, 'second-factor');
      return [{ secondFactor: 'on' }, { secondFactor: 'off' }];
    });
    await this.sessions.ended(null, id);
  }

  /**
   * Sets a new random password and ends everything pending; the owner gets an email without it.
   * @returns the password
   * @throws AppError `not-found`
   */
  async resetPassword(author: Author, id: string, why: string): Promise<string> {
    const chosen = randomBytes(PASSWORD_BYTES).toString('base64url');
    const password = await hashPassword(chosen);
    await this.change(author, id, why, async (tx, account) => {
      await endAccess(tx, id);
      await replacePassword(tx, id, password);
      await this.mails.accessReset(tx, account, 'password');
      return [{}, { password: 'new' }];
    });
    await this.sessions.ended(null, id);
    return chosen;
  }

  /** Returns the id of the account with the address; null when there is none. */
  async idOf(email: string): Promise<string | null> {
    const account = await this.db.manager.findOneBy(UserEntity, { email: email.trim().toLowerCase() });
    return account?.id ?? null;
  }

  /**
   * Checks, in the transaction that deletes an account, that an admin remains.
   * @throws AppError `last-admin`; `unauthenticated` when the account is already deleted
   */
  async demandAnotherThan(tx: EntityManager, id: string): Promise<void> {
    const account = await this.hold(tx, id);
    if (account === null) throw new AppError('unauthenticated');
    await this.demandAnotherAdmin(tx, account);
  }

  private async change(
    author: Author,
    id: string,
    why: string,
    work: (tx: EntityManager, account: UserEntity) => Promise<[before: object, after: object]>,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      const account = await this.hold(tx, id);
      if (account === null) throw new AppError('not-found');
      const [before, after] = await work(tx, account);
      await this.audit.record(tx, author, { target: `user/${id}`, before, after, why });
    });
  }

  private async hold(tx: EntityManager, id: string): Promise<UserEntity | null> {
    await lockUntilCommit(tx, ADMINS_LOCK);
    return tx.findOne(UserEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  private async demandAnotherAdmin(tx: EntityManager, account: UserEntity): Promise<void> {
    if (account.role !== 'admin' || account.bannedAt !== null) return;
    const others = await tx.existsBy(UserEntity, { role: 'admin', bannedAt: IsNull(), id: Not(account.id) });
    if (!others) throw new AppError('last-admin');
  }
}
