import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ConfigError } from '../../../config/config-error.js';
import { ENVIRONMENT } from './postmaster.js';
import { handOver, type RunAs } from './run-as.js';

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
