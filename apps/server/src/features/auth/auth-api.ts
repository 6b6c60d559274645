import { z } from 'zod';
import type { ErrorCode } from '../../platform/errors/app-error.js';
import type { DescribedRoute } from '../../platform/http/openapi-document.js';
import { asksPasswordAgain, postPaths, postSchema } from './auth-routes.js';

interface Words {
  readonly summary: string;
  /** Needs a session. */
  readonly signedIn?: true;
  readonly response?: z.ZodType;
  readonly errors?: readonly ErrorCode[];
}

const user = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  role: z.enum(['player', 'admin']),
});
const signedIn = z.object({ user });
const done = z.object({ status: z.boolean() });
const session = z.object({ id: z.string(), expiresAt: z.string() });

/** Summary of each route with a body. A test checks that none is missing. */
const POSTS: Readonly<Record<string, Words>> = {
  'sign-up/email': {
    summary: 'Sign up; the answer does not tell whether the address plays already',
    response: signedIn,
    errors: ['account-exists', 'registration-closed'],
  },
  'sign-in/email': {
    summary: 'Sign in; with a second factor, `twoFactorRedirect` is true and a code follows',
    response: z.union([signedIn, z.object({ twoFactorRedirect: z.literal(true) })]),
    errors: ['invalid-credentials', 'email-not-verified', 'banned'],
  },
  'sign-out': { summary: 'End the session', response: z.object({ success: z.boolean() }) },
  'send-verification-email': { summary: 'Send the link that confirms an address again', response: done },
  'verify-email': {
    summary: 'Confirm an address by the token of its link',
    response: done,
    errors: ['link-not-valid'],
  },
  'request-password-reset': { summary: 'Send a link to choose a new password', response: done },
  'reset-password': {
    summary: 'Choose a new password by the token of the link; every session ends',
    response: done,
    errors: ['link-not-valid'],
  },
  'change-password': {
    summary: 'Change the password; every other session ends',
    signedIn: true,
    response: signedIn,
  },
  'revoke-session': { summary: 'End one of my sessions', signedIn: true, response: done },
  'revoke-sessions': { summary: 'End all my sessions', signedIn: true, response: done },
  'revoke-other-sessions': { summary: 'End all my sessions but this one', signedIn: true, response: done },
  'two-factor/enable': {
    summary: 'Begin to use a second factor: the secret, and backup codes',
    signedIn: true,
    response: z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) }),
  },
  'two-factor/disable': { summary: 'Use no second factor any more', signedIn: true, response: done },
  'two-factor/get-totp-uri': {
    summary: 'The secret again, for another authenticator',
    signedIn: true,
    response: z.object({ totpURI: z.string() }),
  },
  'two-factor/generate-backup-codes': {
    summary: 'New backup codes; the former ones end',
    signedIn: true,
    response: z.object({ backupCodes: z.array(z.string()) }),
  },
  'two-factor/verify-totp': {
    summary: 'Finish a sign-in, or the set-up, by a code of the authenticator',
    response: signedIn,
    errors: ['invalid-code', 'challenge-over'],
  },
  'two-factor/verify-backup-code': {
    summary: 'Finish a sign-in by a backup code',
    response: signedIn,
    errors: ['invalid-code', 'challenge-over'],
  },
};

const GETS: readonly DescribedRoute[] = [
  get('get-session', 'public', 'Who is signed in; null = nobody', z.object({ session, user }).nullable()),
  get('list-sessions', 'signed-in', 'My sessions', z.array(session)),
];

/**
 * The routes of the account library, for /api/openapi.json. Links in emails open pages, which are not described here.
 */
export function authApi(): DescribedRoute[] {
  return [...GETS, ...postPaths().map(post)];
}

function get(
  path: string,
  access: 'public' | 'signed-in',
  summary: string,
  response: z.ZodType,
): DescribedRoute {
  return {
    method: 'get',
    path: `/api/auth/${path}`,
    handler: handlerOf(path),
    access,
    api: { summary, response },
  };
}

function post(path: string): DescribedRoute {
  const words = POSTS[path];
  const body = postSchema(path);
  if (words === undefined || body === undefined)
    throw new Error(`the account route ${path} is not described`);
  const errors: ErrorCode[] = [
    'invalid-input',
    'malformed-body',
    'too-many-requests',
    ...(asksPasswordAgain(path) ? (['wrong-password'] as const) : []),
    ...(words.errors ?? []),
  ];
  return {
    method: 'post',
    path: `/api/auth/${path}`,
    handler: handlerOf(path),
    access: words.signedIn ? 'signed-in' : 'public',
    api: {
      summary: words.summary,
      body,
      errors,
      ...(words.response === undefined ? {} : { response: words.response }),
    },
  };
}

/** Names `two-factor/verify-totp` as `Auth.twoFactorVerifyTotp`. */
function handlerOf(path: string): string {
  return `Auth.${path.replaceAll(/[-/](\w)/g, (_, letter: string) => letter.toUpperCase())}`;
}
