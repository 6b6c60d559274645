import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../../../config/variables.js';

/** Returns true while a process with this id runs, of any owner. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Returns the start of the process in the system's own unit, which distinguishes it from a later process with the same
 * id. Empty if unknown.
 */
function startedAt(pid: number): string {
  const stat = readQuietly(`/proc/${pid}/stat`);
  const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return afterName[19] ?? '';
}

/** Returns the command line of a process; empty if unknown. */
export function commandOf(pid: number): string {
  const fromProc = readQuietly(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
  if (fromProc !== '') return fromProc;
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
}

function readQuietly(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const LOCK = 'server.lock';

/**
 * Locks the folder against a second process. A lock whose process no longer runs (kill -9, power cut) is taken over.
 * @returns a function that releases the lock
 * @throws ConfigError naming DATA_DIR and the process that holds the lock
 */
export function lockDataDir(dataDir: string): () => void {
  const file = join(dataDir, LOCK);
  const own = `${process.pid} ${startedAt(process.pid)}`;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (take(file, own)) return () => releaseOwn(file, own);
    const holder = read(file);
    if (holder === null) continue;
    const [pid = '', started = ''] = holder.split(' ');
    if (isHeld(Number(pid), started)) {
      throw new ConfigError(
        `DATA_DIR ${dataDir} is in use by process ${pid}; stop it, or choose another DATA_DIR`,
      );
    }
    discard(file, holder);
  }
  throw new ConfigError(`DATA_DIR ${dataDir} is being locked by another process`);
}

/** Returns the id of the process that uses the folder now; null when none does. */
export function heldBy(dataDir: string): number | null {
  const holder = read(join(dataDir, LOCK));
  if (holder === null) return null;
  const [pid = '', started = ''] = holder.split(' ');
  return isHeld(Number(pid), started) ? Number(pid) : null;
}

/** Creates the lock file complete or not at all, by linking a finished file into place. */
function take(file: string, content: string): boolean {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function isHeld(pid: number, started: string): boolean {
  if (!Number.isInteger(pid) || pid < 1 || pid === process.pid)
    return pid === process.pid && started === startedAt(pid);
  return isAlive(pid) && startedAt(pid) === started;
}

/** Removes a stale lock. If another process has replaced it meanwhile, its lock is put back. */
function discard(file: string, stale: string): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (read(aside) !== stale) {
    try {
      linkSync(aside, file);
    } catch {
      // a third process holds the lock now; the caller's next attempt detects that
    }
  }
  rmSync(aside, { force: true });
}

function releaseOwn(file: string, own: string): void {
  if (read(file) === own) rmSync(file, { force: true });
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
