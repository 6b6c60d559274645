import type { Config } from '../../config/config.js';

/**
 * SQL condition on `"user" u`: the player may get unrequested emails. Banned players get none. Where addresses are
 * verified, unverified ones get none either, because they may belong to a stranger.
 */
export function mailable({ requireEmailVerification }: Pick<Config, 'requireEmailVerification'>): string {
  return `u.banned_at IS NULL${requireEmailVerification ? ' AND u."emailVerified"' : ''}`;
}
