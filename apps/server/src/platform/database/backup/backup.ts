import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import type { Config } from '../../../config/config.js';
import { withClient } from '../with-client.js';
import {
  type BackedUpTable,
  fileHash,
  type Manifest,
  pack,
  SECRET_FILE,
  secretHash,
  tableFile,
} from './archive.js';
import { secretFingerprint } from './secret-fingerprint.js';
import { copyOut, tablesInOrder } from './tables.js';

/** Summary of a backup. */
export interface BackupSummary {
  readonly takenAt: string;
  readonly rows: number;
}

export interface BackUpOptions {
  /** Folder for files during the work; default the system's. */
  readonly workFolder?: string;
  readonly signal?: AbortSignal;
}

/**
 * Writes the whole database to one file, as of one moment, while the server keeps running. Jobs are left out: the
 * queues are filled again from the tables.
 * @param place the manifest gets the fingerprint of its session secret; a secret kept in `dataDir` is included
 */
export async function backUp(
  url: string,
  archive: string,
  { dataDir, sessionSecret }: Pick<Config, 'dataDir' | 'sessionSecret'>,
  { workFolder = tmpdir(), signal }: BackUpOptions = {},
): Promise<BackupSummary> {
  const folder = mkdtempSync(join(workFolder, 'sunday-backup-'));
  try {
    const taken = await withClient(url, 'backup', (client) => copyAll(client, folder), signal);
    const secret = join(dataDir, SECRET_FILE);
    if (existsSync(secret)) copyFileSync(secret, join(folder, SECRET_FILE));
    const manifest = {
      ...taken,
      secretSha256: await secretHash(folder),
      secretFingerprint: secretFingerprint(sessionSecret),
    };
    signal?.throwIfAborted();
    await pack(folder, manifest, archive);
    return { takenAt: taken.takenAt, rows: rowsOf(taken) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Returns the number of rows in a backup. */
export function rowsOf({ tables }: Pick<Manifest, 'tables'>): number {
  return tables.reduce((sum, table) => sum + table.rows, 0);
}

/** Copies all tables to files, as of one moment. */
async function copyAll(
  client: pg.Client,
  folder: string,
): Promise<Pick<Manifest, 'takenAt' | 'migrations' | 'tables' | 'logHead'>> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const [now] = (await client.query<{ at: Date }>('SELECT now() AS at')).rows;
  if (now === undefined) throw new Error('the database has no clock');
  const ran = await client.query<{ name: string }>('SELECT name FROM migrations ORDER BY timestamp');
  const logHead = await logHeadOf(client);
  const tables: BackedUpTable[] = [];
  for (const table of await tablesInOrder(client)) {
    const file = tableFile(folder, table.name);
    const rows = await copyOut(client, table, file);
    tables.push({ name: table.name, columns: [...table.columns], rows, sha256: await fileHash(file) });
  }
  await client.query('COMMIT');
  return {
    takenAt: now.at.toISOString(),
    migrations: ran.rows.map(({ name }) => name),
    tables,
    logHead,
  };
}

/** Returns the position of the slate log's end; null when there is no log. */
export async function logHeadOf(client: pg.ClientBase): Promise<number | null> {
  const { rows } = await client.query<{ head: string }>('SELECT head FROM slate_stream');
  return rows[0] === undefined ? null : Number(rows[0].head);
}
