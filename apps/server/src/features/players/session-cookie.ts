import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The session token of a cookie header, when its signature is ours; null otherwise. The cookie's form is
 * `token.signature`, percent-encoded, the signature an HMAC-SHA256 in base64.
 */
export function sessionToken(cookieHeader: string, cookieName: string, secret: string): string | null {
  for (const part of cookieHeader.split(';')) {
    const equals = part.indexOf('=');
    if (equals < 0 || part.slice(0, equals).trim() !== cookieName) continue;
    return verified(part.slice(equals + 1).trim(), secret);
  }
  return null;
}

function verified(raw: string, secret: string): string | null {
  const value = decoded(raw);
  const dot = value.lastIndexOf('.');
  if (dot < 1) return null;
  const token = value.slice(0, dot);
  const given = Buffer.from(value.slice(dot + 1), 'base64');
  const expected = createHmac('sha256', secret).update(token).digest();
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

function decoded(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return '';
  }
}
