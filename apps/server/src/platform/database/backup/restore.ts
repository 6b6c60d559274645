import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../../../config/variables.js';
import { createDataSource } from '../data-source.js';
import { migrate } from '../migrate.js';
import { migrations } from '../migrations/index.js';
import { withClient } from '../with-client.js';
import { type Manifest, SECRET_FILE, tableFile, unpack } from './archive.js';
import { type BackupSummary, rowsOf } from './backup.js';
import { otherSecret, type SecretPlace } from './secret-fingerprint.js';
import { settleOutboxes, type Unsent } from './settle.js';
import { clear, continueNumbers, copyIn, switchTriggers, tablesInOrder } from './tables.js';

/** Summary of a restore. */
export interface RestoreSummary extends BackupSummary {
  readonly tables: number;
  readonly unsent: Unsent;
}

/**
 * Fills an empty database from a backup, and migrates it to this version. The slate log continues under a new epoch, so
 * that every client gets a snapshot: events that clients saw after the backup no longer exist. What waited to be sent is
 * dropped. Statistics are gathered at the end, because the first start must not plan its queries for empty tables. The
 * first error ends it.
 * @param place its `dataDir` gets the backup's session secret, if it has one
 * @param warn gets words for the operator before the database is filled
 * @throws ConfigError when the file is no backup, is damaged or newer than this version, or the database holds data
 */
export async function restore(
  url: string,
  archive: string,
  place: SecretPlace,
  warn: (words: string) => void,
): Promise<RestoreSummary> {
  const folder = mkdtempSync(join(tmpdir(), 'sunday-restore-'));
  try {
    const manifest = await unpack(archive, folder);
    refuseNewer(manifest);
    await refuseFull(url);
    const secret = join(folder, SECRET_FILE);
    const warning = otherSecret(manifest.secretFingerprint ?? null, place, existsSync(secret));
    if (warning !== null) warn(warning);
    const unsent = await load(url, manifest, folder);
    await withClient(url, 'restore', async (client) => void (await client.query('ANALYZE')));
    if (existsSync(secret)) copyFileSync(secret, join(place.dataDir, SECRET_FILE));
    const { takenAt, tables } = manifest;
    return { takenAt, tables: tables.length, rows: rowsOf(manifest), unsent };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Fills an empty database from an unpacked backup, and migrates it.
 * @param signal ends the work between or during its steps
 */
export async function load(
  url: string,
  manifest: Manifest,
  folder: string,
  signal?: AbortSignal,
): Promise<Unsent> {
  await bringTo(url, manifest.migrations);
  await fill(url, manifest, folder, signal);
  await bringTo(url, null);
  return withClient(url, 'restore', settleOutboxes, signal);
}

function refuseNewer(manifest: Manifest): void {
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = manifest.migrations.find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new ConfigError(
      `The backup is of a newer version of Sunday Live (${unknown}): restore it with that version`,
    );
  }
}

async function refuseFull(url: string): Promise<void> {
  await withClient(url, 'restore', async (client) => {
    const tables = await client.query<{ there: boolean }>(
      `SELECT to_regclass('public."user"') IS NOT NULL AS there`,
    );
    if (tables.rows[0]?.there !== true) return;
    const data = await client.query('SELECT 1 FROM "user" UNION ALL SELECT 1 FROM game LIMIT 1');
    if (data.rowCount !== 0) {
      throw new ConfigError(
        'The database holds data already: restore into an empty one (another DATA_DIR or DATABASE_URL)',
      );
    }
  });
}

/** Runs the named migrations; null runs all. */
async function bringTo(url: string, names: readonly string[] | null): Promise<void> {
  const source = createDataSource(url, 1, {
    migrations: migrations.filter((migration) => names === null || names.includes(migration.name)),
  });
  await source.initialize();
  try {
    await migrate(source, url);
  } finally {
    await source.destroy();
  }
}

/** Copies all tables in one transaction. */
async function fill(url: string, manifest: Manifest, folder: string, signal?: AbortSignal): Promise<void> {
  await withClient(
    url,
    'restore',
    async (client) => {
      await client.query('BEGIN');
      const tables = await tablesInOrder(client);
      // without triggers: what a trigger writes beside a row is in the backup already
      await switchTriggers(client, tables, 'DISABLE');
      await clear(client, tables);
      for (const table of manifest.tables) {
        const rows = await copyIn(client, table, tableFile(folder, table.name));
        if (rows !== table.rows) throw new Error(`${table.name}: ${rows} rows instead of ${table.rows}`);
      }
      await switchTriggers(client, tables, 'ENABLE');
      await continueNumbers(client);
      await client.query(`UPDATE slate_stream SET epoch = replace(gen_random_uuid()::text, '-', '')`);
      await client.query('UPDATE slate_event SET epoch = (SELECT epoch FROM slate_stream)');
      await client.query('COMMIT');
    },
    signal,
  );
}
