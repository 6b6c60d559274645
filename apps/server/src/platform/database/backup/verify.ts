import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { withClient } from '../with-client.js';
import { type Manifest, unpack } from './archive.js';
import { logHeadOf } from './backup.js';
import { load } from './restore.js';
import { withScratchDatabase } from './scratch.js';

/**
 * Proves that a backup can be restored: restores it into a scratch database on the same server, and compares the rows of
 * each table and the end of the log with the manifest.
 * @param workFolder existing folder for files during the work
 * @throws Error with the reason when the backup cannot be used
 */
export async function verifyBackup(
  url: string,
  archive: string,
  workFolder: string,
  signal?: AbortSignal,
): Promise<Manifest> {
  const folder = mkdtempSync(join(workFolder, 'sunday-verify-'));
  try {
    const manifest = await unpack(archive, folder);
    await withScratchDatabase(
      url,
      async (scratch) => {
        await load(scratch, manifest, folder, signal);
        await withClient(scratch, 'backup check', (client) => compare(client, manifest), signal);
      },
      signal,
    );
    return manifest;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(client: pg.Client, { tables, logHead }: Manifest): Promise<void> {
  for (const { name, rows } of tables) {
    const counted = await client.query<{ n: string }>(
      `SELECT count(*) AS n FROM ${client.escapeIdentifier(name)}`,
    );
    const found = Number(counted.rows[0]?.n);
    if (found !== rows) throw new Error(`the restored table ${name} has ${found} rows instead of ${rows}`);
  }
  const head = await logHeadOf(client);
  if (head !== logHead) throw new Error(`the restored log ends at ${head} instead of ${logHead}`);
}
