import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { type OptionalEmail, optionalEmailSchema } from '@sunday-live/contract';
import type { Config } from '../../config/config.js';

/** The right that a token gives: to switch one kind of email off for one player. */
export interface Unsubscription {
  readonly email: OptionalEmail;
  readonly player: string;
}

type Secrets = Pick<Config, 'sessionSecret' | 'previousSecret'>;

/**
 * Returns the token of an email's unsubscribe link: kind, player, and the signature of both. It does not expire,
 * since emails do not.
 */
export function unsubscribeToken(
  { sessionSecret }: Pick<Secrets, 'sessionSecret'>,
  what: Unsubscription,
): string {
  return `${what.email}.${what.player}.${signature(sessionSecret, what).toString('base64url')}`;
}

/** Reads a token; null when its signature is not ours. */
export function readUnsubscribeToken(
  { sessionSecret, previousSecret }: Secrets,
  token: string,
): Unsubscription | null {
  const [, kind, player = '', signed = ''] = /^(\w+)\.(.+)\.([\w-]{43})$/.exec(token) ?? [];
  const email = optionalEmailSchema.safeParse(kind);
  if (!email.success) return null;
  const what = { email: email.data, player };
  const given = Buffer.from(signed, 'base64url');
  const secrets = previousSecret === null ? [sessionSecret] : [sessionSecret, previousSecret];
  return secrets.some((secret) => timingSafeEqual(signature(secret, what), given)) ? what : null;
}

function signature(secret: string, { email, player }: Unsubscription): Buffer {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'sunday-live unsubscribe', 32));
  return createHmac('sha256', key).update(`${email}.${player}`).digest();
}
