import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../../../config/config-error.js';
import { canUse, handOver, type RunAs } from './run-as.js';

/** Survives a reboot, unlike /tmp. */
const LASTING = '/var/tmp';
const NOTE = 'postgres-location';

/**
 * Returns the folder that holds PostgreSQL's data: `<dataDir>/postgres`. When the user that runs PostgreSQL may not
 * enter that (a clone under /root), it is a folder under /var/tmp, whose path is stored in
 * `<dataDir>/postgres-location`. Deleting `dataDir` resets the server in both cases.
 */
export function dataFolder(dataDir: string, user: RunAs | null): string {
  mkdirSync(dataDir, { recursive: true });
  const noted = readNote(dataDir);
  if (noted !== null) return noted;
  const inside = join(dataDir, 'postgres');
  makeFolder(inside, user);
  if (canUse(user, '-w', inside) && canUse(user, '-x', inside)) return inside;
  rmdirSync(inside);
  return outsideFolder(dataDir, user);
}

/** Returns a folder outside `dataDir` that the user can enter; the same one at every start. */
export function outsideFolder(dataDir: string, user: RunAs | null): string {
  const noted = readNote(dataDir);
  if (noted !== null) return noted;
  const base = existsSync(LASTING) ? LASTING : tmpdir();
  const folder = join(base, `sunday-live-${randomBytes(8).toString('hex')}`);
  makeFolder(folder, user);
  writeFileSync(join(dataDir, NOTE), `${folder}\n`);
  return folder;
}

function readNote(dataDir: string): string | null {
  const note = join(dataDir, NOTE);
  if (!existsSync(note)) return null;
  const folder = readFileSync(note, 'utf8').trim();
  const there = lstatSync(folder, { throwIfNoEntry: false });
  if (there?.isDirectory()) return folder;
  throw new ConfigError(
    `DATA_DIR ${dataDir} keeps its database in ${folder}, which is gone; restore it, or delete ${note} to start afresh`,
  );
}

function makeFolder(folder: string, user: RunAs | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  handOver(user, folder);
}
