import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readConfig } from '../config/config.js';
import { ConfigError } from '../config/variables.js';
import { backUp } from '../platform/database/backup/backup.js';
import { openBesideServer } from '../platform/database/open-database.js';
import type { CommandAnswer } from './command-context.js';

/**
 * `npm run backup`: writes the whole database to one file, whether the server runs or not.
 * @throws ConfigError for invalid arguments
 */
export async function runBackup(args: readonly string[]): Promise<CommandAnswer> {
  const [named, ...more] = args;
  if (more.length > 0 || named?.startsWith('-'))
    throw new ConfigError('Usage: npm run backup -- [file.tar.gz]');
  const archive = resolve(named ?? `sunday-live-${new Date().toISOString().replaceAll(':', '-')}.tar.gz`);
  mkdirSync(dirname(archive), { recursive: true });
  const config = readConfig();
  const database = await openBesideServer(config);
  try {
    const { takenAt, rows } = await backUp(database.url, archive, config);
    return {
      text: `backed up ${rows} rows as of ${takenAt} to ${archive}`,
      data: { takenAt, rows, archive },
    };
  } finally {
    await database.close();
  }
}
