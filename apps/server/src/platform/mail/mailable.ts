import type { Config } from '../../config/config.js';

/**
 * An SQL condition on `"user" u`: the player may get unrequested emails. Banned players get none, nor do unverified ones where addresses are
 * verified, because they may have typed a stranger's address.
 */
export function mailable({ requireEmailVerification }: Pick<Config, 'requireEmailVerification'>): string {
  return `u.banned_at IS NULL${requireEmailVerification ? ' AND u."emailVerified"' : ''}`;
}
