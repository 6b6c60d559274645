import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { Clock } from '../../platform/async/clock.js';
import { libraryPool, poolOf } from '../../platform/database/library-pool.js';
import { withFailures } from '../../platform/database/patient-client.js';
import { databaseTrouble } from '../../platform/errors/problem.filter.js';
import { Log } from '../../platform/logging/log.module.js';
import { AccountMails } from './account-mails.js';
import { AuthLimits } from './auth-limits.js';
import { type AuthHooks, type BetterAuth, createAuth } from './auth-options.js';
import { OneTimeTokens } from './one-time-tokens.js';
import { HashingQueue } from './password.js';
import { PlayerChanges } from './player-accounts.js';
import { SessionEvents } from './session-ended.js';
import { UserEntity } from './user.entity.js';

/** Routes of the library that hash a password. */
const HASHING_PATHS =
  /\/(sign-up|sign-in|reset-password|change-password|two-factor\/(enable|disable|get-totp-uri|generate-backup-codes))\b/;

/** The account library, connected to this server. */
@Injectable()
export class Auth {
  private readonly better: BetterAuth;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly db: DataSource,
    private readonly mails: AccountMails,
    private readonly log: Log,
    private readonly players: PlayerChanges,
    private readonly sessions: SessionEvents,
    private readonly tokens: OneTimeTokens,
    private readonly hashing: HashingQueue,
    private readonly limits: AuthLimits,
    clock: Clock,
  ) {
    // one limit covers the process: the library shares the pool
    this.better = createAuth(config, libraryPool(poolOf(db), clock), this.hooks());
  }

  /** Answers one request to /api/auth. @throws the database's error when it cannot serve; AppError `busy` */
  handle(request: Request): Promise<Response> {
    if (request.method !== 'POST' || !HASHING_PATHS.test(new URL(request.url).pathname)) {
      return this.pass(request);
    }
    return this.hashing.run(() => this.pass(request));
  }

  /** The library turns errors of the database into its own answers, such as "failed to create the user". */
  private async pass(request: Request): Promise<Response> {
    const { result, failure } = await withFailures(() => this.better.handler(request));
    if (result.status >= 400 && databaseTrouble(failure) !== null) throw failure;
    return result;
  }

  private hooks(): AuthHooks {
    return {
      signedUp: (playerId) => this.signedUp(playerId),
      sessionEnded: (sessionId, playerId) => this.sessions.ended(sessionId, playerId),
      sendVerification: (to, url) => this.mails.sendVerification(to, url),
      sendReset: (to, url) => this.mails.sendReset(to, url),
      verificationIssued: (playerId, token, seconds) =>
        this.tokens.keep('verify-email', playerId, token, seconds),
      passwordReset: (playerId) => this.passwordReset(playerId),
      signUpRepeated: (owner) => this.mails.alreadyPlaying(owner),
      report: (level, message) => (level === 'error' ? this.log.error(message) : this.log.warn(message)),
    };
  }

  /** The account is stored already; a worker appends a player whose event fails here. */
  private async signedUp(playerId: string): Promise<void> {
    try {
      await this.players.write(async (_tx, shown) => shown(playerId));
    } catch (error) {
      this.log.failure('a new player is not on the log yet', error, { player: playerId });
    }
  }

  /** The link was sent by email, so the address is the player's. */
  private async passwordReset(playerId: string): Promise<void> {
    await this.db.manager.update(UserEntity, { id: playerId }, { emailVerified: true });
    const user = await this.db.manager.findOneBy(UserEntity, { id: playerId });
    if (user !== null) await this.limits.liftAfterReset(playerId, user.email);
  }
}
