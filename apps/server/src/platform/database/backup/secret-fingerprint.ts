import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../../config/config.js';
import { SECRET_FILE } from './archive.js';

const LENGTH = 16;

/**
 * Names a session secret without revealing it: the first 16 hex digits of a SHA-256. The prefix keeps it apart from
 * other hashes of the same secret.
 */
export function secretFingerprint(secret: string): string {
  return createHash('sha256').update(`sunday-live session secret\n${secret}`).digest('hex').slice(0, LENGTH);
}

/** The secrets of an environment, and the folder that may keep one. */
export type SecretPlace = Pick<Config, 'dataDir' | 'sessionSecret' | 'previousSecret'>;

/**
 * Returns what a restore with another secret breaks, in words for the operator; null when this environment has the
 * secret that the backup needs, or will get it from the backup.
 * @param needed fingerprint of the backup's secret; null: not known
 * @param inBackup whether the backup contains a file with its secret, which replaces the one in `dataDir`
 */
export function otherSecret(
  needed: string | null,
  { dataDir, sessionSecret, previousSecret }: SecretPlace,
  inBackup: boolean,
): string | null {
  if (needed === null) return null;
  const known = [sessionSecret, ...(previousSecret === null ? [] : [previousSecret])].map(secretFingerprint);
  if (known.includes(needed)) return null;
  const file = join(dataDir, SECRET_FILE);
  const isReplaced = inBackup && existsSync(file) && readFileSync(file, 'utf8').trim() === sessionSecret;
  if (isReplaced) return null;
  return (
    `The backup needs the session secret with the fingerprint ${needed}; the one of this environment has ${known[0]}. ` +
    'With this one all players must sign in again, second factors with their backup codes do not work, devices get no ' +
    'notifications until they are registered again, and links in emails no longer work. To keep them, set SESSION_SECRET ' +
    'to the former secret, and restore into an empty database again.'
  );
}
