import { Injectable } from '@nestjs/common';
import { type Limit, RateLimit } from '../../platform/http/rate-limit.js';

const QUARTER_HOUR_S = 900;
const HOUR_S = 3600;

const SIGN_IN_ADDRESS: Limit = { what: 'sign-in:address', hits: 50, windowSeconds: QUARTER_HOUR_S };
const SIGN_IN_ACCOUNT: Limit = { what: 'sign-in:account', hits: 10, windowSeconds: QUARTER_HOUR_S };
const SIGN_UP_ADDRESS: Limit = { what: 'sign-up:address', hits: 30, windowSeconds: HOUR_S };
const MAIL_ACCOUNT: Limit = { what: 'auth-mail:account', hits: 5, windowSeconds: HOUR_S };
const MAIL_ADDRESS: Limit = { what: 'auth-mail:address', hits: 20, windowSeconds: HOUR_S };
const SECOND_FACTOR_ADDRESS: Limit = {
  what: 'second-factor:address',
  hits: 50,
  windowSeconds: QUARTER_HOUR_S,
};
const PASSWORD_PLAYER: Limit = { what: 'password:player', hits: 10, windowSeconds: QUARTER_HOUR_S };
const OTHER_ADDRESS: Limit = { what: 'auth:address', hits: 60, windowSeconds: 60 };

const MAILS = new Set(['request-password-reset', 'send-verification-email']);

/** How often an address, and an account from anywhere, may knock. */
@Injectable()
export class AuthLimits {
  constructor(private readonly limits: RateLimit) {}

  /** @throws AppError `too-many-requests` */
  async before(path: string, address: string, email: string | null): Promise<void> {
    if (path === 'sign-in/email') {
      await this.limits.hit(SIGN_IN_ADDRESS, address);
      if (email !== null) await this.limits.hit(SIGN_IN_ACCOUNT, email);
    } else if (path === 'sign-up/email') {
      await this.limits.hit(SIGN_UP_ADDRESS, address);
    } else if (MAILS.has(path)) {
      await this.limits.hit(MAIL_ADDRESS, address);
      if (email !== null) await this.limits.hit(MAIL_ACCOUNT, email);
    } else if (path.startsWith('two-factor/verify-')) {
      // guesses at one account are counted by the library, whatever address they come from
      await this.limits.hit(SECOND_FACTOR_ADDRESS, address);
    } else {
      await this.limits.hit(OTHER_ADDRESS, address);
    }
  }

  /** Before the password of who is signed in is looked at again. @throws AppError `too-many-requests` */
  async beforePassword(playerId: string): Promise<void> {
    await this.limits.hit(PASSWORD_PLAYER, playerId);
  }

  /** Before a mail that a player asked for is sent. @throws AppError `too-many-requests` */
  async beforeMail(email: string): Promise<void> {
    await this.limits.hit(MAIL_ACCOUNT, email);
  }

  async passwordRight(playerId: string): Promise<void> {
    await this.limits.forget(PASSWORD_PLAYER, playerId);
  }

  /** Only failures count against an account: whoever knows the password starts afresh. */
  async signedIn(email: string): Promise<void> {
    await this.limits.forget(SIGN_IN_ACCOUNT, email);
  }
}
