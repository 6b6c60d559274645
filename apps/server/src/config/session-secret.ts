import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, secret } from './variables.js';

/**
 * Returns the signing secret of this data directory, and creates it on first use. Several processes may start at once:
 * the first link wins, and all read the same complete file.
 */
export function storedSecret(dataDir: string): string {
  const file = join(dataDir, 'session-secret');
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    const known = readIfThere(file);
    if (known !== null) return known;
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600 });
    try {
      linkSync(draft, file);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(
      `DATA_DIR ${dataDir} cannot be used: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/**
 * Reads the secret from SESSION_SECRET_FILE, which containers use.
 * @throws ConfigError when the file cannot be read, or contains no valid secret
 */
export function secretIn(file: string): string {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(
      `SESSION_SECRET_FILE cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  }
  const parsed = secret.safeParse(content.trim());
  if (!parsed.success)
    throw new ConfigError(`SESSION_SECRET_FILE ${file}: its content ${parsed.error.issues[0]?.message}`);
  return parsed.data;
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
