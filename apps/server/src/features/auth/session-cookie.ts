import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/**
 * Returns the value of the session cookie in a cookie header, `token.signature`; null without one. It proves nothing
 * until `sessionToken` has checked it.
 */
export function sessionCookie(cookieHeader: string, cookieName: string): string | null {
  for (const part of cookieHeader.split(';')) {
    const equals = part.indexOf('=');
    if (equals < 0 || part.slice(0, equals).trim() !== cookieName) continue;
    return decoded(part.slice(equals + 1).trim());
  }
  return null;
}

/**
 * The session token of a cookie's value, when its signature is ours; null otherwise. The signature is an HMAC-SHA256 in
 * base64, compared as text: each token has exactly one cookie.
 */
export function sessionToken(cookie: string, secret: string): string | null {
  const dot = cookie.lastIndexOf('.');
  if (dot < 1) return null;
  const token = cookie.slice(0, dot);
  const given = Buffer.from(cookie.slice(dot + 1));
  const expected = Buffer.from(createHmac('sha256', secret).update(token).digest('base64'));
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

function decoded(raw: string): string | null {
  try {
    return decodeURIComponent(raw);
  } catch {
    return null;
  }
}

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
