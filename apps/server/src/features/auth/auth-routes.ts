import { nameSchema, teamAbbrSchema, timeZoneSchema } from '@sunday-live/contract';
import { z } from 'zod';
import type { Config } from '../../config/config.js';
import { ownPage } from '../../platform/http/origin.js';
import { isCommonPassword, isMonotonous } from './password.js';

const emailSchema = z.email().max(320);
/** A new password. */
const newPasswordSchema = z
  .string()
  .min(8, 'must have at least 8 characters')
  .max(128, 'must have at most 128 characters')
  .refine((password) => !isCommonPassword(password), 'is one of the most common passwords: choose another')
  .refine((password) => !isMonotonous(password), 'repeats one or two characters: choose another');
/** A password to check. */
const passwordSchema = z.string().max(128);

/** Body of the sign-up; other fields are dropped, above all a role. */
const signUpSchema = z.object({
  name: nameSchema,
  email: emailSchema,
  password: newPasswordSchema,
  team: z.optional(teamAbbrSchema),
  timeZone: z._default(timeZoneSchema, 'UTC'),
  callbackURL: z.string().max(500).optional(),
  rememberMe: z.boolean().optional(),
});

const signInSchema = z.object({
  email: emailSchema,
  password: passwordSchema,
  callbackURL: z.string().max(500).optional(),
  rememberMe: z.boolean().optional(),
});

/** Targets of links in emails when the request names no page. */
const VERIFIED_PAGE = '/verified';
const RESET_PAGE = '/reset-password';

/** Takes a code of an authenticator app. */
export const APP_CODE = 'two-factor/verify-totp';

const nothing = z.object({});
const withPassword = z.object({ password: passwordSchema });
const withCode = z.object({ code: z.string().trim().min(1).max(32), trustDevice: z.boolean().optional() });
const page = z.string().max(500);

/**
 * The routes of the account library that we offer, with the schemas of their bodies; fields that a schema does not
 * name are dropped. Other routes do not exist: the library's `update-user`, for example, would accept any field.
 */
const POST = new Map<string, z.ZodType<Record<string, unknown>>>([
  ['sign-up/email', signUpSchema.extend({ callbackURL: page.default(VERIFIED_PAGE) })],
  ['sign-in/email', signInSchema],
  ['sign-out', nothing],
  ['send-verification-email', z.object({ email: emailSchema, callbackURL: page.default(VERIFIED_PAGE) })],
  ['verify-email', z.object({ token: z.string().min(1).max(2000) })],
  ['request-password-reset', z.object({ email: emailSchema, redirectTo: page.default(RESET_PAGE) })],
  ['reset-password', z.object({ token: z.string().min(1).max(200), newPassword: newPasswordSchema })],
  [
    'change-password',
    z
      .object({ currentPassword: passwordSchema, newPassword: newPasswordSchema })
      // the old password's access has ended: the library must start a new session here
      .transform((body) => ({ ...body, revokeOtherSessions: true })),
  ],
  ['revoke-session', z.object({ token: z.string().max(200) })],
  ['revoke-sessions', nothing],
  ['revoke-other-sessions', nothing],
  ['two-factor/enable', withPassword],
  ['two-factor/disable', withPassword],
  ['two-factor/get-totp-uri', withPassword],
  ['two-factor/generate-backup-codes', withPassword],
  [APP_CODE, withCode],
  ['two-factor/verify-backup-code', withCode],
]);

/** Routes for which a session is not enough: they ask for the password again. */
const PASSWORD_AGAIN = new Set([
  'change-password',
  'two-factor/enable',
  'two-factor/disable',
  'two-factor/get-totp-uri',
  'two-factor/generate-backup-codes',
]);

const GET = [
  /^get-session$/,
  /^list-sessions$/,
  /^verify-email$/,
  /^reset-password\/[^/]+$/,
  /^ok$/,
  /^error$/,
];

/** Targets of redirects when the request names no page, or none of ours. */
const DEFAULT_PAGES: readonly (readonly [path: RegExp, page: string])[] = [[/^reset-password\//, RESET_PAGE]];

/** The page to which a GET route redirects by itself; undefined without one. */
export function defaultPage(path: string): string | undefined {
  return DEFAULT_PAGES.find(([pattern]) => pattern.test(path))?.[1];
}

/** Schema of a POST body; undefined = no such route. */
export function postSchema(path: string): z.ZodType<Record<string, unknown>> | undefined {
  return POST.get(path);
}

/** Paths of the routes with a body. */
export function postPaths(): string[] {
  return [...POST.keys()];
}

/** True when the account library answers GETs here. */
export function isGetRoute(path: string): boolean {
  return GET.some((pattern) => pattern.test(path));
}

/** True for links in emails: they contain a token, so guesses are limited. */
export function opensByToken(path: string): boolean {
  return /^(verify-email$|reset-password\/)/.test(path);
}

/** The route in logs: without tokens, and without unknown paths. */
export function authRoutePattern(method: string, path: string): string {
  const known = method === 'POST' ? POST.has(path) : isGetRoute(path);
  if (!known) return '/api/auth/*';
  return `/api/auth/${path.startsWith('reset-password/') ? 'reset-password/:token' : path}`;
}

/** True when the route requires the password of the signed-in player. */
export function asksPasswordAgain(path: string): boolean {
  return PASSWORD_AGAIN.has(path);
}

/**
 * Returns the page with the button that confirms an address. Opening a link changes nothing, so no mail scanner or
 * preview confirms anything (rule X82).
 * @param link the account library's own link, with `token` and, as `callbackURL`, the page to open afterwards
 */
export function verificationPage(config: Pick<Config, 'publicUrl'>, link: URL): URL {
  const wanted = link.searchParams.getAll('callbackURL');
  const onward = wanted.length === 1 ? ownPage(config, wanted[0] ?? '') : null;
  const page = new URL(VERIFIED_PAGE, config.publicUrl);
  if (onward?.pathname === VERIFIED_PAGE) page.search = onward.search;
  else if (onward !== null && onward.pathname !== '/')
    page.searchParams.set('next', onward.pathname + onward.search);
  page.searchParams.set('token', link.searchParams.get('token') ?? '');
  return page;
}
