import { z } from 'zod';
import { signInSchema, signUpSchema } from './player-fields.js';

const anything = z.looseObject({});

/**
 * The routes of the account library that we offer, with the shape of their bodies. What is not here is not found:
 * its `update-user`, for one, would take any field.
 */
const POST = new Map<string, z.ZodType<Record<string, unknown>>>([
  ['sign-up/email', signUpSchema],
  ['sign-in/email', signInSchema],
  ['sign-out', anything],
  ['send-verification-email', anything],
  ['request-password-reset', anything],
  ['reset-password', anything],
  ['change-password', anything],
  ['revoke-session', anything],
  ['revoke-sessions', anything],
  ['revoke-other-sessions', anything],
  ['two-factor/enable', anything],
  ['two-factor/disable', anything],
  ['two-factor/get-totp-uri', anything],
  ['two-factor/verify-totp', anything],
  ['two-factor/generate-backup-codes', anything],
  ['two-factor/verify-backup-code', anything],
]);

const GET = [
  /^get-session$/,
  /^list-sessions$/,
  /^verify-email$/,
  /^reset-password\/[^/]+$/,
  /^ok$/,
  /^error$/,
];

/** Schema of a POST body; undefined = no such route. */
export function postSchema(path: string): z.ZodType<Record<string, unknown>> | undefined {
  return POST.get(path);
}

/** True when the account library answers GETs here. */
export function isGetRoute(path: string): boolean {
  return GET.some((pattern) => pattern.test(path));
}
