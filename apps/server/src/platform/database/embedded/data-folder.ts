import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ConfigError } from '../../../config/variables.js';
import { canUse, handOver, type RunAs } from './binaries.js';
import { ENVIRONMENT } from './postmaster.js';

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

const run = promisify(execFile);
const MAJOR = '18';

/** Superuser of the cluster. It is reachable from this machine only, and has a random password. */
export const SUPERUSER = 'sunday';

/**
 * Creates the cluster in `<folder>/data` on first use. An incomplete one (kill -9 during the first start) is created
 * again.
 * @returns its folder and the superuser's password
 */
export async function initCluster(
  initdb: string,
  folder: string,
  user: RunAs | null,
): Promise<{ data: string; password: string }> {
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  if (!existsSync(data)) {
    const draft = join(folder, 'data.new');
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { mode: 0o700 });
    handOver(user, draft);
    writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
    handOver(user, passwordFile);
    await run(
      initdb,
      [
        `--pgdata=${draft}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
      ],
      { ...(user ?? {}), cwd: folder, env: ENVIRONMENT },
    );
    renameSync(draft, data);
  }
  refuseOtherVersion(data);
  return { data, password: readFileSync(passwordFile, 'utf8').trim() };
}

function refuseOtherVersion(data: string): void {
  const version = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (version !== MAJOR) {
    throw new ConfigError(
      `DATA_DIR holds data of PostgreSQL ${version}, this is PostgreSQL ${MAJOR}: export and import it, or choose another DATA_DIR`,
    );
  }
}
