import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import { AccountMails } from './account-mails.js';
import { AuthLimits, atMailPace } from './auth-limits.js';
import { OneTimeTokens } from './one-time-tokens.js';
import { PasswordCheck } from './password.js';
import type { SessionPlayer } from './session-player.js';
import { UserEntity } from './user.entity.js';

const TOKEN_S = 3600;

/** Change of the email address: requested with the password, confirmed at the new address, reported to the old one. */
@Injectable()
export class EmailChangeService {
  constructor(
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly password: PasswordCheck,
    private readonly limits: AuthLimits,
    private readonly tokens: OneTimeTokens,
    private readonly mails: AccountMails,
  ) {}

  /**
   * Sends the link. Only the owner of the address learns whether it has an account.
   * @throws AppError `wrong-password`, `too-many-requests`, `unauthenticated` when the session ended meanwhile
   */
  ask(player: SessionPlayer, wanted: string, password: string): Promise<void> {
    return atMailPace(this.send(player, wanted.toLowerCase(), password));
  }

  private async send(player: SessionPlayer, email: string, password: string): Promise<void> {
    await this.password.demand(player.id, password);
    await this.limits.beforeNewAddress(player.email, email);
    const owner = await this.users.findOneBy({ email });
    if (owner !== null) return this.mails.alreadyPlaying(owner);
    const token = await this.tokens.issue('change-email', player, TOKEN_S, email);
    await this.mails.confirmNewAddress({ ...player, email }, token);
  }

  /**
   * Activates the new address, which counts as verified. The database revokes every other link of the player.
   * @throws AppError `link-not-valid`, also when the address was taken meanwhile or the player is banned
   */
  async confirm(token: string): Promise<void> {
    await this.users.manager.transaction((tx) => this.change(tx, token));
  }

  private async change(tx: EntityManager, token: string): Promise<void> {
    const redeemed = await this.tokens.redeem('change-email', token, tx);
    if (redeemed === null) throw new AppError('link-not-valid');
    const { player, detail: email } = redeemed;
    const before = await tx.findOne(UserEntity, {
      where: { id: player },
      lock: { mode: 'pessimistic_write' },
    });
    const taken = await tx.existsBy(UserEntity, { email });
    if (before === null || taken) throw new AppError('link-not-valid');
    await tx.update(UserEntity, { id: player }, { email, emailVerified: true, updatedAt: () => 'now()' });
    await this.mails.addressChanged(tx, before, email);
  }
}
