import type { IncomingHttpHeaders } from 'node:http';
import { sessionCookie, sessionToken } from './session-cookie.js';

/** Cookies of the account library: a session, a sign-in that waits for a code, a trusted device. All are signed. */
const NAMES = ['session_token', 'two_factor', 'trust_device', 'dont_remember'];

/**
 * Returns the `Cookie` header for the account library: only our cookies, each at most once, and only with a signature
 * that our own reader accepts. So the library and we never see different players behind one request.
 */
export function libraryCookies(
  { cookie: header = '' }: IncomingHttpHeaders,
  prefix: string,
  secret: string,
): string {
  return NAMES.map((name) => `${prefix}.${name}`)
    .flatMap((name) => {
      const cookie = sessionCookie(header, name);
      const genuine = cookie !== null && sessionToken(cookie, secret) !== null;
      return genuine ? [`${name}=${encodeURIComponent(cookie)}`] : [];
    })
    .join('; ');
}

/** Returns the session token that an answer of the account library issues; null when it starts no session. */
export function startedSession(answer: Response, cookieName: string, secret: string): string | null {
  const given = answer.headers.getSetCookie().map((line) => sessionCookie(line, cookieName));
  return (
    given.flatMap((cookie) => (cookie === null ? [] : (sessionToken(cookie, secret) ?? []))).at(-1) ?? null
  );
}
