import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Config } from '../../config/config.js';
import type { LibraryPool } from '../../platform/database/library-pool.js';
import { ownOrigins } from '../../platform/http/origin.js';
import type { MailAccount } from './account-mails.js';
import { hashPassword, refuseOwnPassword, verifyPassword } from './password.js';

const DAY_S = 86_400;
/** How long a session lasts without being renewed. */
const SESSION_S = 60 * DAY_S;
/** Age after which a session is renewed at the player's next visit. */
export const RENEW_S = DAY_S;
const TOKEN_S = 3600;
/**
 * Lifetime of the library's verification links; longer than clocks are wrong. Our own token expires after `TOKEN_S`.
 */
const SIGNED_S = 7 * DAY_S;

/** Callbacks from better-auth to the rest of the server. */
export interface AuthHooks {
  signedUp(playerId: string): Promise<void>;
  sessionEnded(sessionId: string, playerId: string): Promise<void>;
  sendVerification(to: MailAccount, url: string): Promise<void>;
  /** A sign-up with a known address: only the owner of the address is informed. */
  signUpRepeated(owner: MailAccount): Promise<void>;
  verificationIssued(playerId: string, token: string, seconds: number): Promise<void>;
  passwordReset(playerId: string): Promise<void>;
  sendReset(to: MailAccount, url: string): Promise<void>;
  report(level: string, message: string): void;
}

/** `__Host-` binds the cookie to this host; browsers take it on https only. */
export function cookiePrefix(config: Config): string {
  return config.publicUrl.startsWith('https:') ? '__Host-sunday-live' : 'sunday-live';
}

/** Name of the session cookie. */
export function sessionCookieName(config: Config): string {
  return `${cookiePrefix(config)}.session_token`;
}

/** Name of the cookie of a sign-in that waits for a code. */
export function waitingSignInCookieName(config: Config): string {
  return `${cookiePrefix(config)}.two_factor`;
}

function options(config: Config, pool: LibraryPool, hooks: AuthHooks) {
  return {
    appName: 'Sunday Live',
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret: config.sessionSecret,
    database: pool,
    trustedOrigins: ownOrigins(config),
    telemetry: { enabled: false },
    logger: {
      level: 'warn',
      disableColors: true,
      // only the message, because further arguments may contain a query with its values
      log: (level, message) => hooks.report(level, message),
    },
    // our own limiter and origin check run before every route, including these
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: cookiePrefix(config),
      useSecureCookies: false,
      defaultCookieAttributes: {
        httpOnly: true,
        sameSite: 'lax',
        secure: config.publicUrl.startsWith('https:'),
        path: '/',
      },
      disableCSRFCheck: true,
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    user: {
      additionalFields: {
        n: { type: 'number', required: false, input: false },
        role: { type: 'string', required: false, input: false },
        team: { type: 'string', required: false, input: true },
        timeZone: { type: 'string', required: false, input: true },
        bannedAt: { type: 'date', required: false, input: false, returned: false, fieldName: 'banned_at' },
        // the library's own insert writes it; the code that appends the player to the slate log sets it
        onLog: {
          type: 'boolean',
          required: false,
          input: false,
          returned: false,
          fieldName: 'on_log',
          defaultValue: false,
        },
      },
    },
    session: { expiresIn: SESSION_S, updateAge: RENEW_S, cookieCache: { enabled: false } },
    verification: { storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: config.requireEmailVerification,
      minPasswordLength: 8,
      maxPasswordLength: 128,
      resetPasswordTokenExpiresIn: TOKEN_S,
      revokeSessionsOnPasswordReset: true,
      password: { hash: hashPassword, verify: verifyPassword },
      sendResetPassword: ({ user, url }) => hooks.sendReset(user, url),
      onPasswordReset: ({ user }) => hooks.passwordReset(user.id),
      onExistingUserSignUp: ({ user }) => hooks.signUpRepeated(user),
    },
    emailVerification: {
      sendOnSignUp: config.requireEmailVerification,
      // a link proves an address; a sign-in needs the password, and the second factor if there is one
      autoSignInAfterVerification: false,
      expiresIn: SIGNED_S,
      sendVerificationEmail: async ({ user, url, token }) => {
        await hooks.verificationIssued(user.id, token, TOKEN_S);
        await hooks.sendVerification(user, url);
      },
    },
    hooks: { before: refuseOwnPassword },
    plugins: [twoFactor({ issuer: 'Sunday Live' })],
    databaseHooks: {
      user: { create: { after: (user) => hooks.signedUp(user.id) } },
      session: {
        create: {
          before: async (session, context) => {
            // on the library's own connection: it may be in a transaction here
            const player = await context?.context.internalAdapter.findUserById(session.userId);
            if (!mayEnter(player)) throw new APIError('FORBIDDEN', { code: 'BANNED' });
          },
        },
        delete: { after: (session) => hooks.sessionEnded(session.id, session.userId) },
      },
    },
  } satisfies BetterAuthOptions;
}

/** Also false when nothing is known about the player. */
function mayEnter(player: object | null | undefined): boolean {
  return player != null && 'bannedAt' in player && player.bannedAt === null;
}

/** Set by us from the socket's address; a client's own value is dropped. */
export const CLIENT_ADDRESS_HEADER = 'x-sunday-live-client';

/** Configures better-auth with our database, passwords, cookies and emails. */
export function createAuth(config: Config, pool: LibraryPool, hooks: AuthHooks) {
  return betterAuth(options(config, pool, hooks));
}

export type BetterAuth = ReturnType<typeof createAuth>;
