import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from './data-folder.js';
import { heldBy } from './data-lock.js';
import { SUPERUSER } from './init-cluster.js';
import { runAs } from './run-as.js';

const PORT_LINE = 3;

/** Returns the URL of the embedded server that another process runs on `dataDir` now; null when none runs. */
export function runningServer(dataDir: string, database: string): string | null {
  if (heldBy(dataDir) === null) return null;
  const folder = dataFolder(dataDir, runAs());
  const file = join(folder, 'data', 'postmaster.pid');
  if (!existsSync(file)) return null;
  const port = Number(readFileSync(file, 'utf8').split('\n')[PORT_LINE]);
  const password = readFileSync(join(folder, 'password'), 'utf8').trim();
  return Number.isInteger(port) ? `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}` : null;
}
