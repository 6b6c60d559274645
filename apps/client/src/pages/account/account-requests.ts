import { registrationSchema } from '@sunday-live/contract';
import { queryOptions } from '@tanstack/react-query';
import { getJson, sendJson } from '../../http/http.js';

/** Whether new players may sign up. */
export const registrationQuery = queryOptions({
  queryKey: ['registration'],
  queryFn: ({ signal }) => getJson('/api/registration', registrationSchema, signal),
});

/** Signs in. @returns true when a second factor is required */
export async function signIn(email: string, password: string): Promise<boolean> {
  const answer = await sendJson('POST', '/api/auth/sign-in/email', { email, password });
  return typeof answer === 'object' && answer !== null && 'twoFactorRedirect' in answer;
}

/** Requests the verification email. @param next the page after verification */
export async function askForVerification(email: string, next: string): Promise<void> {
  await sendJson('POST', '/api/auth/send-verification-email', { email, callbackURL: verifiedPage(next) });
}

/** Returns the page that the link in the email opens. */
export function verifiedPage(next: string): string {
  return next === '/' ? '/verified' : `/verified?next=${encodeURIComponent(next)}`;
}

/** Verifies a code: six digits are from the authenticator app, everything else is a backup code. */
export async function verifyCode(typed: string): Promise<void> {
  const code = typed.replace(/\s/g, '');
  const path = /^\d{6}$/.test(code) ? 'verify-totp' : 'verify-backup-code';
  await sendJson('POST', `/api/auth/two-factor/${path}`, { code });
}
