import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { addressKey } from '../../platform/http/origin.js';
import { type Counter, type Limit, RateLimit } from '../../platform/http/rate-limit.js';

const QUARTER_HOUR_S = 900;
const HOUR_S = 3600;
const DAY_S = 86_400;

/** Limit of failures from one address, for any account. */
const SIGN_IN_ADDRESS: Limit = { what: 'sign-in:address', hits: 50, windowSeconds: QUARTER_HOUR_S };
/** Limit of failures for one account from one address, so that a stranger elsewhere cannot lock the owner out. */
const SIGN_IN_PAIR: Limit = { what: 'sign-in:pair', hits: 10, windowSeconds: QUARTER_HOUR_S };
/** Limit of failures for one account from anywhere. */
const SIGN_IN_ACCOUNT: Limit = { what: 'sign-in:account', hits: 30, windowSeconds: QUARTER_HOUR_S };
/** Limit of all attempts from one address, successful ones too, because each costs a password hash. */
const SIGN_IN_TRIES: Limit = { what: 'sign-in:tries', hits: 300, windowSeconds: QUARTER_HOUR_S };
const SIGN_UP_ADDRESS: Limit = { what: 'sign-up:address', hits: 30, windowSeconds: HOUR_S };
const MAIL_ACCOUNT: Limit = { what: 'auth-mail:account', hits: 5, windowSeconds: HOUR_S };
const MAIL_ADDRESS: Limit = { what: 'auth-mail:address', hits: 20, windowSeconds: HOUR_S };
/** Limit of confirmation emails to one mailbox, for requests from anybody. */
const NEW_ADDRESS_RECIPIENT: Limit = { what: 'new-address:recipient', hits: 5, windowSeconds: DAY_S };
/** Limit of sign-ups with one mailbox, where each sends it an email. */
const SIGN_UP_RECIPIENT: Limit = { what: 'sign-up:recipient', hits: 5, windowSeconds: DAY_S };
const SECOND_FACTOR_ADDRESS: Limit = {
  what: 'second-factor:address',
  hits: 50,
  windowSeconds: QUARTER_HOUR_S,
};
const PASSWORD_PLAYER: Limit = { what: 'password:player', hits: 10, windowSeconds: QUARTER_HOUR_S };
const OTHER_ADDRESS: Limit = { what: 'auth:address', hits: 60, windowSeconds: 60 };

const MAILS = new Set(['request-password-reset', 'send-verification-email']);

/**
 * Returns the mailbox of an address, as limits of emails count it. Many providers ignore a tag (`ann+1@`), and some
 * the dots, so that one mailbox has unlimited addresses. Two players who share a key by chance share a limit, nothing
 * else.
 */
function mailboxKey(email: string): string {
  const at = email.lastIndexOf('@');
  const [name = ''] = email.slice(0, at).split('+', 1);
  return `${name.replaceAll('.', '')}${email.slice(at)}`.toLowerCase();
}

/** Rate limits of sign-in, by address and by account, and of other account routes. */
@Injectable()
export class AuthLimits {
  private readonly verifies: boolean;

  constructor(
    private readonly limits: RateLimit,
    @Inject(CONFIG) config: Pick<Config, 'requireEmailVerification'>,
  ) {
    this.verifies = config.requireEmailVerification;
  }

  /**
   * Counts an attempt before it is checked.
   * @param address the client's address as the server determined it; IPv6 counts by its /64
   * @returns the counters of failures: pass them to `succeeded` to take this attempt back
   * @throws AppError `too-many-requests`
   */
  async before(path: string, address: string, email: string | null): Promise<readonly Counter[]> {
    const from = addressKey(address);
    if (path === 'sign-in/email') {
      await this.limits.hit(SIGN_IN_TRIES, from);
      return this.countAll([
        [SIGN_IN_ADDRESS, from],
        ...(email === null
          ? []
          : ([
              [SIGN_IN_PAIR, email, from],
              [SIGN_IN_ACCOUNT, email],
            ] as const)),
      ]);
    }
    // the library counts guesses for one account, from any address
    if (path.startsWith('two-factor/verify-')) return this.countAll([[SECOND_FACTOR_ADDRESS, from]]);
    if (path === 'sign-up/email') {
      await this.limits.hit(SIGN_UP_ADDRESS, from);
      if (this.verifies && email !== null) await this.limits.hit(SIGN_UP_RECIPIENT, mailboxKey(email));
    } else if (MAILS.has(path)) {
      await this.limits.hit(MAIL_ADDRESS, from);
      if (email !== null) await this.limits.hit(MAIL_ACCOUNT, mailboxKey(email));
    } else {
      await this.limits.hit(OTHER_ADDRESS, from);
    }
    return [];
  }

  /** Takes back the counts of one attempt only: a success does not erase earlier failures. */
  async succeeded(counted: readonly Counter[]): Promise<void> {
    for (const counter of counted) await this.limits.takeBack(...counter);
  }

  /**
   * Counts an attempt before the password of a signed-in player is checked again.
   * @throws AppError `too-many-requests`
   */
  async beforePassword(playerId: string): Promise<void> {
    await this.limits.hit(PASSWORD_PLAYER, playerId);
  }

  /** Takes the attempt back, because the password was right. */
  async passwordRight(playerId: string): Promise<void> {
    await this.limits.takeBack(PASSWORD_PLAYER, playerId);
  }

  /**
   * Counts an attempt before a confirmation is sent to an address that the player wants.
   * @throws AppError `too-many-requests`, also when others have requested that address
   */
  async beforeNewAddress(email: string, wanted: string): Promise<void> {
    await this.limits.hit(MAIL_ACCOUNT, mailboxKey(email));
    await this.limits.hit(NEW_ADDRESS_RECIPIENT, mailboxKey(wanted));
  }

  /** Resets the counters after a password reset by email: guesses at the old password must not lock the owner out. */
  async liftAfterReset(playerId: string, email: string): Promise<void> {
    await this.limits.lift(SIGN_IN_PAIR, email);
    await this.limits.lift(SIGN_IN_ACCOUNT, email);
    await this.limits.lift(PASSWORD_PLAYER, playerId);
  }

  private async countAll(counters: readonly Counter[]): Promise<readonly Counter[]> {
    for (const counter of counters) await this.limits.hit(...counter);
    return counters;
  }
}

/** Longer than the work for a known address takes. */
const MAIL_ANSWER_MS = 500;

/**
 * Delays answers to half a second, so that their time does not reveal whether there is an account to send an email
 * to. A failure, which is the same for every address, is answered at once.
 */
export async function atMailPace<T>(work: Promise<T>): Promise<T> {
  const [answer] = await Promise.all([work, wait(MAIL_ANSWER_MS)]);
  return answer;
}
