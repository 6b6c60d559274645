import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import { AccountMails, type MailAccount } from './account-mails.js';
import { AuthLimits } from './auth-limits.js';
import { atMailPace } from './mail-pace.js';
import { OneTimeTokens } from './one-time-tokens.js';
import { PasswordCheck } from './password-check.js';
import type { SessionPlayer } from './session-player.js';

const TOKEN_S = 3600;

/** A new email address: asked for with the password, confirmed from the new address, told to the old one. */
@Injectable()
export class EmailChangeService {
  constructor(
    private readonly db: DataSource,
    private readonly password: PasswordCheck,
    private readonly limits: AuthLimits,
    private readonly tokens: OneTimeTokens,
    private readonly mails: AccountMails,
  ) {}

  /**
   * Sends the link. Whether the address plays already, only its owner learns.
   * @throws AppError `wrong-password`, `too-many-requests`, `unauthenticated` when the session ended meanwhile
   */
  ask(player: SessionPlayer, wanted: string, password: string): Promise<void> {
    return atMailPace(this.send(player, wanted.toLowerCase(), password));
  }

  private async send(player: SessionPlayer, email: string, password: string): Promise<void> {
    await this.password.demand(player.id, password);
    await this.limits.beforeNewAddress(player.email, email);
    const [owner] = await this.db.query<MailAccount[]>(
      'SELECT id, email, name FROM "user" WHERE email = $1',
      [email],
    );
    if (owner !== undefined) return this.mails.alreadyPlaying(owner);
    const token = await this.tokens.issue('change-email', player, TOKEN_S, email);
    await this.mails.confirmNewAddress({ ...player, email }, token);
  }

  /**
   * Puts the new address in force; it counts as verified. The database revokes every other link of the player.
   * @throws AppError `link-not-valid`, also when the address was taken meanwhile or the player is banned
   */
  async confirm(token: string): Promise<void> {
    await this.db.transaction((tx) => this.change(tx, token));
  }

  private async change(tx: EntityManager, token: string): Promise<void> {
    const redeemed = await this.tokens.redeem('change-email', token, tx);
    if (redeemed === null) throw new AppError('link-not-valid');
    const { player, detail: email } = redeemed;
    const [before] = await tx.query<MailAccount[]>(
      'SELECT id, email, name FROM "user" WHERE id = $1 FOR UPDATE',
      [player],
    );
    const taken = await tx.query<unknown[]>('SELECT 1 FROM "user" WHERE email = $1', [email]);
    if (before === undefined || taken.length > 0) throw new AppError('link-not-valid');
    await tx.query(
      'UPDATE "user" SET email = $2, "emailVerified" = true, "updatedAt" = now() WHERE id = $1',
      [player, email],
    );
    await this.mails.addressChanged(tx, before, email);
  }
}
