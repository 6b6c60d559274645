import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { create, extract } from 'tar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError } from '../../../config/config-error.js';
import { aPlayer } from '../../../features/calendar/testing/api.js';
import { aGame, anAnswer, feed } from '../../../features/calendar/testing/slate-fixture.js';
import { emptyDatabase, queryOnce } from '../../../testing/test-database.js';
import { startTestServer } from '../../../testing/test-server.js';
import { backUp } from './backup.js';
import { restore } from './restore.js';
import { tablesInOrder } from './tables.js';

let source: string;
let folder: string;
let archive: string;
const databases: { drop(): Promise<void> }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sunday-backup-test-'));
  archive = join(folder, 'all.tar.gz');
  source = await freshDatabase();
  const server = await startTestServer({ role: 'web', databaseUrl: source });
  const kickoff = new Date(Date.now() + 86_400_000);
  await feed(server.app, anAnswer([aGame('1', { kickoff }), aGame('2', { kickoff })]));
  const ann = await aPlayer(server.url, { name: 'Ann \\ "Quote" Ümläut', team: 'GB' });
  await ann.post('/api/leagues', { name: 'Kitchen \\N Table' });
  await ann.put('/api/me/cards/8', { picks: { 1: 'away', 2: 'home' }, banker: '1', joker: true });
  await aPlayer(server.url, { name: 'Ben' });
  // a running server writes every few seconds, so rows are compared after it has stopped
  await server.close();
  writeFileSync(join(folder, 'session-secret'), 'the secret');
  await backUp(source, archive, folder);
});
afterAll(async () => {
  // every DROP DATABASE waits for a checkpoint; run at once, they share it
  await Promise.all(databases.map((database) => database.drop()));
  rmSync(folder, { recursive: true, force: true });
});

async function freshDatabase(): Promise<string> {
  const database = await emptyDatabase();
  databases.push(database);
  return database.url;
}

/** Every row of every table as text, in order, except for the values that a restore changes on purpose. */
async function contents(url: string): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const all: Record<string, string[]> = {};
    for (const { name } of await tablesInOrder(client)) {
      const { rows } = await client.query<{ row: string }>(
        `SELECT (to_jsonb(t) - 'epoch')::text AS row FROM "${name}" t ORDER BY 1`,
      );
      all[name] = rows.map(({ row }) => row);
    }
    return all;
  } finally {
    await client.end();
  }
}

const epochOf = async (url: string): Promise<string[]> => {
  const rows = await queryOnce<{ epoch: string }>(
    url,
    'SELECT epoch FROM slate_stream UNION SELECT epoch FROM slate_event',
  );
  return rows.map(({ epoch }) => epoch);
};

describe('a backup', () => {
  it('restores every row of every table, and the secret that signs sessions', async () => {
    const url = await freshDatabase();
    const target = mkdtempSync(join(folder, 'target-'));
    await restore(url, archive, target);
    const [before, after] = [await contents(source), await contents(url)];
    expect(Object.values(before).flat().length).toBeGreaterThan(20);
    expect(after).toEqual(before);
    expect(readFileSync(join(target, 'session-secret'), 'utf8')).toBe('the secret');
  });

  it('gathers statistics of every table that has rows, for the query plans of the first start', async () => {
    const url = await freshDatabase();
    await restore(url, archive, folder);
    const known = await queryOnce<{ name: string }>(
      url,
      `SELECT DISTINCT tablename AS name FROM pg_stats WHERE schemaname = 'public'`,
    );
    const filled = Object.entries(await contents(url)).filter(([, rows]) => rows.length > 0);
    expect(filled.length).toBeGreaterThan(5);
    const names = new Set(known.map(({ name }) => name));
    expect(filled.filter(([name]) => !names.has(name)).map(([name]) => name)).toEqual([]);
  });

  it('continues under a new epoch, and sequences continue after the highest number', async () => {
    const url = await freshDatabase();
    await restore(url, archive, folder);
    const [old] = await epochOf(source);
    const epochs = await epochOf(url);
    expect(epochs).toHaveLength(1);
    expect(epochs[0]).not.toBe(old);
    const rows = await queryOnce<{ n: number; most: number }>(
      url,
      `WITH most AS (SELECT max(n) AS most FROM "user"), added AS
         (INSERT INTO "user" (id, name, email) VALUES ('late', 'Late', 'late@example.org') RETURNING n)
       SELECT added.n, most.most FROM added, most`,
    );
    expect(rows[0]?.n).toBe((rows[0]?.most ?? 0) + 1);
  });

  it('is refused for a database that holds data, which is not changed', async () => {
    const before = await contents(source);
    await expect(restore(source, archive, folder)).rejects.toThrow(/holds data already/);
    expect(await contents(source)).toEqual(before);
  });

  it.each([
    ['no archive', (file: string) => writeFileSync(file, 'nonsense'), /is not a backup/],
    [
      'half an archive',
      (file: string) => writeFileSync(file, readFileSync(archive).subarray(0, 2000)),
      /is not a backup/,
    ],
    [
      'a changed table',
      (file: string) => repack(file, 'user.copy', (text) => text.replace('Ben', 'Eve')),
      /is damaged: table user/,
    ],
    [
      'another session secret',
      (file: string) => repack(file, 'session-secret', () => 'a secret that somebody else knows'),
      /is damaged: the session secret/,
    ],
    [
      'a session secret that was taken out',
      (file: string) =>
        repack(file, 'manifest.json', (text) => text.replace(/"secretSha256": ".*"/, '"secretSha256": null')),
      /is damaged: the session secret/,
    ],
    [
      'a newer version',
      (file: string) =>
        repack(file, 'manifest.json', (text) => text.replace(/"migrations": \[/, '"migrations": ["Later9",')),
      /newer version.*Later9/,
    ],
  ])('%s is refused with its reason, and nothing is created', async (_what, make, reason) => {
    const file = join(folder, 'bad.tar.gz');
    await make(file);
    const url = await freshDatabase();
    const refusal = restore(url, file, folder);
    await expect(refusal).rejects.toThrow(ConfigError);
    await expect(refusal).rejects.toThrow(reason);
    expect(await contents(url)).toEqual({});
  });
});

it('an archive of a version that hashed only tables is restored', async () => {
  const file = join(folder, 'old.tar.gz');
  await repack(file, 'manifest.json', (text) => text.replace(/,\s*"secretSha256": ".*"/, ''));
  const target = mkdtempSync(join(folder, 'target-'));
  await restore(await freshDatabase(), file, target);
  expect(readFileSync(join(target, 'session-secret'), 'utf8')).toBe('the secret');
});

/** Returns the archive with one of its files changed. */
async function repack(file: string, name: string, change: (text: string) => string): Promise<void> {
  const inside = mkdtempSync(join(folder, 'repack-'));
  await extract({ file: archive, cwd: inside });
  const text = readFileSync(join(inside, name), 'utf8');
  expect(change(text)).not.toBe(text);
  writeFileSync(join(inside, name), change(text));
  await create({ gzip: true, file, cwd: inside }, readdirSync(inside));
}
