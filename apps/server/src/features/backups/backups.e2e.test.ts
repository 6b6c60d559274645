import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ServerProcess, startProcess, testDatabase, until } from '../../testing/index.js';

let folder: string;
const undo: (() => Promise<unknown>)[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sunday-backups-e2e-'));
  // the embedded server may run as another user
  chmodSync(folder, 0o755);
});
afterAll(async () => {
  for (const step of undo.splice(0).reverse()) await step();
  rmSync(folder, { recursive: true, force: true });
});

function start(name: string, env: Record<string, string> = {}): ServerProcess {
  const server = startProcess({
    PORT: '0',
    LOG_LEVEL: 'warn',
    DATA_DIR: join(folder, name),
    BACKUP_URL: `file:${join(folder, name, 'backups')}`,
    FEED_URL: 'http://127.0.0.1:9',
    SESSION_SECRET: 'a secret that only tests use',
    ...env,
  });
  undo.push(() => end(server, 'SIGTERM'));
  return server;
}

async function end({ child, exited }: ServerProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  child.kill(signal);
  await exited;
}

/** Backups that have their name. */
const backups = (name: string): string[] => {
  const place = join(folder, name, 'backups');
  return existsSync(place) ? readdirSync(place).filter((file) => !file.startsWith('.part-')) : [];
};

it('B5 a server with embedded PostgreSQL makes and verifies its first backup by itself', async () => {
  const server = start('embedded');
  await server.listening();
  await until(() => backups('embedded').length > 0 || server.stderr().includes('backup failed'), 90_000);
  expect(server.stderr()).not.toContain('backup failed');
  expect(backups('embedded')).toEqual([
    expect.stringMatching(/^sunday-live-[0-9a-f]{8}-\d{8}t\d{6}z-\d+\.tgz$/),
  ]);
});

it('B6 a process killed while it checks a backup leaves nothing behind once another has run', async () => {
  const { db, url, drop } = await testDatabase();
  undo.push(drop);
  const env = { DATABASE_URL: url, DATABASE_POOL: '5' };
  const scratch = async (): Promise<number> => {
    const rows = await db.query(
      `SELECT 1 FROM pg_database WHERE starts_with(datname,
         (SELECT 'sunday_scratch_' || oid || '_' FROM pg_database WHERE datname = current_database()))`,
    );
    return rows.length;
  };
  const first = start('killed', env);
  await until(async () => (await scratch()) > 0, 90_000);
  await end(first, 'SIGKILL');
  expect(await scratch()).toBe(1);
  expect(backups('killed')).toEqual([]);
  expect(existsSync(join(folder, 'killed', 'backup-work', 'backup.tgz'))).toBe(true);

  const second = start('killed', env);
  await second.listening();
  await until(
    async () => (await db.query('SELECT 1 FROM backup WHERE problem IS NOT NULL')).length > 0,
    60_000,
  );
  expect(await scratch()).toBe(0);
  expect(existsSync(join(folder, 'killed', 'backup-work'))).toBe(false);
  expect(await db.query('SELECT started_at, step FROM backup_run')).toEqual([
    { started_at: null, step: null },
  ]);
  expect(await db.query('SELECT key FROM admin_alert')).toEqual([{ key: 'backups/failed' }]);

  await db.query(`UPDATE backup SET taken_at = taken_at - interval '1 hour'`);
  await until(() => backups('killed').length > 0, 60_000);
  await until(
    async () => (await db.query('SELECT 1 FROM admin_alert WHERE cleared_at IS NULL')).length === 0,
  );
});
