import type { INestApplicationContext } from '@nestjs/common';
import { adminUsersQuerySchema } from '@sunday-live/contract';
import { UserDirectory } from '../features/admin/users/user-directory.js';
import { AccountAdmin } from '../features/auth/account-admin.service.js';
import { AppError } from '../platform/errors/app-error.js';
import { type CommandAnswer, shell } from './command-context.js';

/** Commands about accounts, which are named by their email address. */
export class AccountCommands {
  private constructor(
    private readonly accounts: AccountAdmin,
    private readonly directory: UserDirectory,
    private readonly why: string,
  ) {}

  /** @param why reason for the audit */
  static in(context: INestApplicationContext, why: string): AccountCommands {
    const get = { strict: false };
    return new AccountCommands(context.get(AccountAdmin, get), context.get(UserDirectory, get), why);
  }

  async list(words: string): Promise<CommandAnswer> {
    const { users, total } = await this.directory.findUsers(adminUsersQuerySchema.parse({ q: words }));
    const lines = users.map(({ email, name, role, deactivatedAt }) =>
      [email, name, role, ...(deactivatedAt === null ? [] : ['deactivated'])].join('  '),
    );
    return { text: [...lines, `${users.length} of ${total} accounts`].join('\n'), data: { users, total } };
  }

  async makeAdmin(email: string): Promise<CommandAnswer> {
    const id = await this.idOf(email);
    await this.accounts.verify(shell('user.verify'), id, this.why);
    await this.accounts.setRole(shell('user.role'), id, 'admin', this.why);
    return this.done(id, `${email} is an admin`);
  }

  /** @param force also the last one */
  async unmakeAdmin(email: string, force: boolean): Promise<CommandAnswer> {
    const id = await this.idOf(email);
    await this.accounts.setRole(shell('user.role'), id, 'player', this.why, { lastToo: force });
    return this.done(id, `${email} is a player`);
  }

  async resetSecondFactor(email: string): Promise<CommandAnswer> {
    const id = await this.idOf(email);
    await this.accounts.resetSecondFactor(shell('user.second-factor'), id, this.why);
    return this.done(id, `${email} signs in with the password alone, and is told by email`);
  }

  async resetPassword(email: string): Promise<CommandAnswer> {
    const id = await this.idOf(email);
    const password = await this.accounts.resetPassword(shell('user.password'), id, this.why);
    return { text: `The new password of ${email}: ${password}`, data: { id, email, password } };
  }

  async verify(email: string): Promise<CommandAnswer> {
    const id = await this.idOf(email);
    await this.accounts.verify(shell('user.verify'), id, this.why);
    return this.done(id, `${email} is verified`);
  }

  async deactivate(email: string): Promise<CommandAnswer> {
    const id = await this.idOf(email);
    await this.accounts.deactivate(shell('user.deactivate'), id, this.why);
    return this.done(id, `${email} is deactivated`);
  }

  async reactivate(email: string): Promise<CommandAnswer> {
    const id = await this.idOf(email);
    await this.accounts.reactivate(shell('user.reactivate'), id, this.why);
    return this.done(id, `${email} is active`);
  }

  async signOut(email: string): Promise<CommandAnswer> {
    const id = await this.idOf(email);
    await this.accounts.signOut(shell('user.sign-out'), id, this.why);
    return this.done(id, `${email} is signed out everywhere`);
  }

  private async done(id: string, text: string): Promise<CommandAnswer> {
    return { text, data: await this.directory.readUser(id) };
  }

  private async idOf(email: string): Promise<string> {
    const id = await this.accounts.idOf(email);
    if (id === null) throw new AppError('not-found', `no account has the address ${email}`);
    return id;
  }
}
