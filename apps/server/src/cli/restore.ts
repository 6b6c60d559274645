import { resolve } from 'node:path';
import { readConfig } from '../config/config.js';
import { ConfigError } from '../config/variables.js';
import { restore } from '../platform/database/backup/restore.js';
import { openDatabase } from '../platform/database/open-database.js';
import type { CommandAnswer } from './command-context.js';

/**
 * `npm run restore -- <file>`: fills an empty database from a backup.
 * @throws ConfigError for a missing argument, a file that is no backup, or a database that contains data or is in use
 */
export async function runRestore(args: readonly string[]): Promise<CommandAnswer> {
  const [archive, ...more] = args;
  if (archive === undefined || archive.startsWith('-') || more.length > 0) {
    throw new ConfigError('Name the backup: npm run restore -- file.tar.gz');
  }
  const config = readConfig();
  const database = await openDatabase(config);
  try {
    // the answer alone is on stdout
    const warn = (words: string): void => console.error(words);
    const done = await restore(database.url, resolve(archive), config, warn);
    const { takenAt, rows, tables, unsent } = done;
    return {
      text:
        `restored ${rows} rows of ${tables} tables as of ${takenAt}; the log continues under a new epoch. ` +
        `Not sent, because they waited when the backup was taken: ${unsent.emails} emails, ${unsent.notifications} notifications`,
      data: done,
    };
  } finally {
    await database.close();
  }
}
