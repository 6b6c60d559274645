import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/config.js';
import { AppError } from '../../platform/errors/app-error.js';
import { sessionCookieName, waitingSignInCookieName } from './auth-options.js';
import { APP_CODE } from './auth-routes.js';
import { OneTimeTokens } from './one-time-tokens.js';
import { SessionService } from './session.service.js';
import { sessionCookie, sessionToken, startedSession } from './session-cookie.js';
import { accessNow, playerToSignIn } from './sessions.sql.js';

/** The player who may get a session, read before the account library starts. */
export interface Candidate {
  readonly id: string;
  /** Number of times that all access of the player has ended. */
  readonly epoch: number;
  /** True when the change itself ends all access except the session that it starts. */
  readonly signedIn: boolean;
}

/** The player that a request names. */
export interface SignInRequest {
  readonly path: string;
  readonly email: string | null;
  readonly cookieHeader: string;
  /** Id of the signed-in player. */
  readonly player: string | null;
}

/** Routes whose answer may start a session or ask for a code. */
const STARTS_SESSIONS = new Set([
  'sign-in/email',
  APP_CODE,
  'two-factor/verify-backup-code',
  'two-factor/disable',
  'change-password',
]);
/** How long the library accepts the same code of an app: its own half minute and both neighbours. */
const APP_CODE_S = 120;
const signedInSchema = z.object({ token: z.string().nullish() });

/** Checks each session that the account library starts before it is issued; the effect of the answer decides. */
@Injectable()
export class NewSessions {
  private readonly cookieName: string;
  private readonly waitingName: string;

  constructor(
    private readonly manager: EntityManager,
    private readonly tokens: OneTimeTokens,
    private readonly sessions: SessionService,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.cookieName = sessionCookieName(config);
    this.waitingName = waitingSignInCookieName(config);
  }

  /** Returns the player whom the request may sign in; null when it starts no session, or the player does not exist. */
  async candidate({ path, email, cookieHeader, player }: SignInRequest): Promise<Candidate | null> {
    if (!STARTS_SESSIONS.has(path)) return null;
    const signedIn = path !== 'sign-in/email' && player !== null;
    const waiting = signedIn || path === 'sign-in/email' ? null : this.waitingSignIn(cookieHeader);
    const row = await playerToSignIn(this.manager, {
      id: signedIn ? player : null,
      email: path === 'sign-in/email' ? email : null,
      waiting,
    });
    return row === null ? null : { ...row, signedIn };
  }

  /**
   * Releases a successful answer. It forgets a session that was started while all access of its player ended, and one
   * whose code has signed in before.
   * @throws AppError `unauthenticated`, `invalid-code`
   */
  async admit(path: string, code: unknown, answer: Response, candidate: Candidate | null): Promise<void> {
    if (!STARTS_SESSIONS.has(path)) return;
    const started = startedSession(answer, this.cookieName, this.config.sessionSecret);
    if (started === null && path !== 'sign-in/email') return;
    if (candidate === null || !(await this.stillMay(candidate, started))) {
      return this.refuse(started, 'unauthenticated');
    }
    if (path !== APP_CODE || started === null || !(await signsIn(answer, started))) return;
    // a code works once, so an observed code is useless (RFC 6238, 5.2)
    if (await this.tokens.spend(candidate.id, String(code), APP_CODE_S)) return;
    return this.refuse(started, 'invalid-code');
  }

  /** Waits for an end of access that is being committed. */
  private async stillMay({ id, epoch, signedIn }: Candidate, started: string | null): Promise<boolean> {
    const now = await accessNow(this.manager, id, started);
    if (now === null || (started !== null && now.owner !== id)) return false;
    return now.epoch <= epoch + (signedIn ? 1 : 0);
  }

  private async refuse(started: string | null, code: 'unauthenticated' | 'invalid-code'): Promise<never> {
    if (started !== null) await this.sessions.discard(started);
    throw new AppError(code);
  }

  /** Returns the name under which the library stores a sign-in that waits for a code; null without its cookie. */
  private waitingSignIn(cookieHeader: string): string | null {
    const cookie = sessionCookie(cookieHeader, this.waitingName);
    const name = cookie === null ? null : sessionToken(cookie, this.config.sessionSecret);
    return name === null ? null : createHash('sha256').update(name).digest('base64url');
  }
}

/** A code that confirms the setup of a second factor renews a session: the answer's body contains the previous one. */
async function signsIn(answer: Response, started: string): Promise<boolean> {
  return signedInSchema.parse(await answer.clone().json()).token === started;
}
