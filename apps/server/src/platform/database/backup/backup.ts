import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { sessionConfig } from '../session.js';
import { type BackedUpTable, fileHash, pack, SECRET_FILE, secretHash, tableFile } from './archive.js';
import { copyOut, tablesInOrder } from './tables.js';

/** Summary of a backup. */
export interface BackupSummary {
  readonly takenAt: string;
  readonly rows: number;
}

/**
 * Writes the whole database to one file, as of one moment, while the server keeps running. Jobs are left out: the
 * queues are filled again from the tables.
 * @param secretDir folder whose session secret is included, if it has one
 */
export async function backUp(url: string, archive: string, secretDir: string): Promise<BackupSummary> {
  const folder = mkdtempSync(join(tmpdir(), 'sunday-backup-'));
  const client = new pg.Client({ ...sessionConfig(url), application_name: 'sunday-live backup' });
  try {
    await client.connect();
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const [now] = (await client.query<{ at: Date }>('SELECT now() AS at')).rows;
    if (now === undefined) throw new Error('the database has no clock');
    const ran = await client.query<{ name: string }>('SELECT name FROM migrations ORDER BY timestamp');
    const tables: BackedUpTable[] = [];
    for (const table of await tablesInOrder(client)) {
      const file = tableFile(folder, table.name);
      const rows = await copyOut(client, table, file);
      tables.push({ name: table.name, columns: [...table.columns], rows, sha256: await fileHash(file) });
    }
    await client.query('COMMIT');
    const secret = join(secretDir, SECRET_FILE);
    if (existsSync(secret)) copyFileSync(secret, join(folder, SECRET_FILE));
    const takenAt = now.at.toISOString();
    const migrations = ran.rows.map(({ name }) => name);
    await pack(folder, { takenAt, migrations, tables, secretSha256: await secretHash(folder) }, archive);
    return { takenAt, rows: tables.reduce((sum, table) => sum + table.rows, 0) };
  } finally {
    await client.end();
    rmSync(folder, { recursive: true, force: true });
  }
}
