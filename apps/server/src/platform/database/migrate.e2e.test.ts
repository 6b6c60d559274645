import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startProcess } from '../../testing/server-process.js';
import { emptyDatabase, queryOnce } from '../../testing/test-database.js';
import { createDataSource } from './data-source.js';
import { migrations } from './migrations/index.js';

describe('five cold starts at once on an empty database', () => {
  it('one migrates, the others wait, none fails', async () => {
    const database = await emptyDatabase();
    const dataDir = mkdtempSync(join(tmpdir(), 'sunday-race-'));
    const nodes = Array.from({ length: 5 }, () =>
      startProcess({
        PORT: '0',
        DATABASE_URL: database.url,
        DATABASE_POOL: '2',
        DATA_DIR: dataDir,
        FEED_URL: 'http://127.0.0.1:9',
        ADMIN_EMAIL: 'boss@test.example',
        ADMIN_PASSWORD: 'a long password',
      }),
    );
    try {
      const urls = await Promise.all(nodes.map((node) => node.listening()));
      expect(new Set(urls).size).toBe(5);
      const migrated = nodes.filter((node) => node.stderr().includes('"migrated: '));
      expect(migrated).toHaveLength(1);
      for (const node of nodes) expect(node.stderr()).not.toMatch(/"level":(50|60)/);
      expect(await counts(database.url)).toEqual({
        migrations: migrations.length,
        installations: 1,
        admins: 1,
      });
      for (const node of nodes) node.child.kill('SIGTERM');
      expect(await Promise.all(nodes.map((node) => node.exited))).toEqual([0, 0, 0, 0, 0]);
    } finally {
      for (const node of nodes) node.child.kill('SIGKILL');
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});

describe('twin: migrations without the lock', () => {
  it('fail when five start at once', async () => {
    const database = await emptyDatabase();
    const nodes = Array.from({ length: 5 }, () => createDataSource(database.url, 1));
    try {
      await Promise.all(nodes.map((node) => node.initialize()));
      const outcomes = await Promise.allSettled(nodes.map((node) => node.runMigrations()));
      expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
    } finally {
      await Promise.all(nodes.map((node) => node.destroy()));
      await database.drop();
    }
  });
});

async function counts(url: string): Promise<Record<string, number> | undefined> {
  const [row] = await queryOnce<Record<string, number>>(
    url,
    `SELECT
      (SELECT count(*)::int FROM migrations) AS migrations,
      (SELECT count(*)::int FROM installation) AS installations,
      (SELECT count(*)::int FROM "user" WHERE role = 'admin') AS admins`,
  );
  return row;
}
