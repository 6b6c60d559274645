import type { Config } from '../../config/config.js';

/**
 * An SQL condition on `"user" u`: who may get mail that nobody asked for at this moment. Not the banned; and where addresses are
 * verified, only those who have done so, since others may have typed a stranger's address.
 */
export function mailable({ requireEmailVerification }: Pick<Config, 'requireEmailVerification'>): string {
  return `u.banned_at IS NULL${requireEmailVerification ? ' AND u."emailVerified"' : ''}`;
}
