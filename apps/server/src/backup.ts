import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readConfig } from './config/config.js';
import { ConfigError } from './config/config-error.js';
import { backUp } from './platform/database/backup/backup.js';
import { runningServer } from './platform/database/embedded/running-server.js';
import { DATABASE } from './platform/database/embedded-postgres.js';
import { openDatabase } from './platform/database/open-database.js';

/**
 * `npm run backup`: writes the whole database to one file, whether the server runs or not.
 * @throws ConfigError for invalid arguments
 */
export async function runBackup(args: readonly string[]): Promise<void> {
  const [named, ...more] = args;
  if (more.length > 0 || named?.startsWith('-'))
    throw new ConfigError('Usage: npm run backup -- [file.tar.gz]');
  const archive = resolve(named ?? `sunday-live-${new Date().toISOString().replaceAll(':', '-')}.tar.gz`);
  mkdirSync(dirname(archive), { recursive: true });
  const config = readConfig();
  const running = config.databaseUrl === null ? runningServer(config.dataDir, DATABASE) : null;
  const database = running === null ? await openDatabase(config) : null;
  try {
    const { takenAt, rows } = await backUp(running ?? database?.url ?? '', archive, config.dataDir);
    console.log(`backed up ${rows} rows as of ${takenAt} to ${archive}`);
  } finally {
    await database?.close();
  }
}
