import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { create, extract } from 'tar';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError } from '../../../config/variables.js';
import { aPlayer } from '../../../features/calendar/testing/api.js';
import { aGame, anAnswer, feed } from '../../../features/calendar/testing/slate-fixture.js';
import { emptyDatabase, queryOnce } from '../../../testing/test-database.js';
import { startTestServer } from '../../../testing/test-server.js';
import { backUp } from './backup.js';
import { restore } from './restore.js';
import { secretFingerprint } from './secret-fingerprint.js';
import { REPEATED_OUTBOXES, SETTLED_OUTBOXES } from './settle.js';
import { tablesInOrder } from './tables.js';

const SECRET = 'a secret that only tests use';
/** Tables of which a restore settles what waits. */
const SETTLED = new Set<string>([...SETTLED_OUTBOXES, 'push_news']);

let source: string;
let folder: string;
let archive: string;
/** An environment with the secret of the tests. */
const at = (dataDir: string) => ({ dataDir, sessionSecret: SECRET, previousSecret: null });
/** Fails the test that expects no warning. */
const warn = (words: string): void => {
  throw new Error(words);
};
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
  await fillOutboxes(server.db, ann.id);
  await server.close();
  writeFileSync(join(folder, 'session-secret'), SECRET);
  await backUp(source, archive, at(folder));
});
afterAll(async () => {
  // every DROP DATABASE waits for a checkpoint; run at once, they share it
  await Promise.all(databases.map((database) => database.drop()));
  rmSync(folder, { recursive: true, force: true });
});

/** Stores an email, a notification and a report's task in every state. */
async function fillOutboxes(db: DataSource, player: string): Promise<void> {
  await db.query(`DELETE FROM mail`);
  await db.query(
    `INSERT INTO mail (key, kind, recipient, player, data, secret, state, claim)
     SELECT 'test:' || state, 'test', 'ann@test.example', $1, '{}', '\\x00', state,
       CASE state WHEN 'sending' THEN gen_random_uuid() END
     FROM unnest(ARRAY['queued', 'sending', 'sent', 'failed', 'dropped']) AS state`,
    [player],
  );
  await db.query(
    `WITH device AS (
       INSERT INTO push_subscription (id, player, session, endpoint, p256dh, auth, server_key)
       SELECT 'd', $1, id, 'https://push.example.org/d', 'p', 'a', 'k' FROM session WHERE "userId" = $1 LIMIT 1 RETURNING id
     ), messages AS (
       INSERT INTO push_message (player, payload, valid_until)
       SELECT $1, jsonb_build_object('state', state), now() + interval '1 day'
       FROM unnest(ARRAY['queued', 'sending', 'sent', 'failed', 'dropped']) AS state RETURNING id, payload->>'state' AS state
     ) INSERT INTO push_delivery (message, subscription, state, due_at)
       SELECT m.id, d.id, m.state, now() FROM messages m, device d`,
    [player],
  );
  await db.query(
    `INSERT INTO push_news (key, player, data, state, valid_until)
     SELECT 'test:' || state, $1, '{}', state, now() + interval '1 day'
     FROM unnest(ARRAY['waiting', 'told', 'dropped']) AS state`,
    [player],
  );
}

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
      if (SETTLED.has(name)) continue;
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
    await restore(url, archive, at(target), warn);
    const [before, after] = [await contents(source), await contents(url)];
    expect(Object.values(before).flat().length).toBeGreaterThan(20);
    expect(after).toEqual(before);
    expect(readFileSync(join(target, 'session-secret'), 'utf8')).toBe(SECRET);
  });

  it('B1 drops emails and notifications that waited, leaves the others, and says how many', async () => {
    const url = await freshDatabase();
    const { unsent } = await restore(url, archive, at(folder), warn);
    expect(unsent).toEqual({ emails: 2, notifications: 3 });
    const states = (of: string, table: string, key: string) =>
      queryOnce<{ key: string; state: string; open: boolean }>(
        of,
        `SELECT ${key} AS key, state FROM ${table} ORDER BY 1, 2`,
      );
    const dropped = /queued|sending|waiting/;
    for (const [table, key] of [
      ['mail', 'key'],
      ['push_delivery', 'message'],
      ['push_news', 'key'],
    ] as const) {
      const [before, after] = [await states(source, table, key), await states(url, table, key)];
      expect(after).toEqual(
        before.map((row) => ({ ...row, state: dropped.test(row.state) ? 'dropped' : row.state })),
      );
    }
    const mails = await queryOnce(
      url,
      `SELECT secret, last_error, claim FROM mail WHERE key IN ('test:queued', 'test:sending')`,
    );
    const settled = {
      secret: null,
      last_error: 'not sent: the database was restored from a backup',
      claim: null,
    };
    expect(mails).toEqual([settled, settled]);
  });

  it('B1 knows every outbox of the database', async () => {
    const outboxes = await queryOnce<{ name: string }>(
      source,
      `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname IN ('state', 'claim', 'due_at')
       GROUP BY 1 HAVING count(*) = 3 ORDER BY 1`,
    );
    expect(outboxes.map(({ name }) => name)).toEqual([...SETTLED_OUTBOXES, ...REPEATED_OUTBOXES].sort());
  });

  it('B2 says before it begins what an environment with another secret breaks, and is silent with the same', async () => {
    const inside = mkdtempSync(join(folder, 'no-secret-'));
    const outside = join(folder, 'secret-elsewhere.tar.gz');
    await backUp(source, outside, at(inside));
    const words = async (sessionSecret: string, previousSecret: string | null = null): Promise<string[]> => {
      const said: string[] = [];
      const url = await freshDatabase();
      const place = { dataDir: inside, sessionSecret, previousSecret };
      await restore(url, outside, place, (each) => said.push(each));
      return said;
    };
    expect(await words(SECRET)).toEqual([]);
    expect(await words('another secret of this place', SECRET)).toEqual([]);
    const [warning, ...more] = await words('another secret of this place');
    expect(more).toEqual([]);
    expect(warning).toContain(secretFingerprint(SECRET));
    expect(warning).toMatch(/sign in again, second factors/);
    expect(warning).not.toContain(SECRET);
  });

  it('gathers statistics of every table that has rows, for the query plans of the first start', async () => {
    const url = await freshDatabase();
    await restore(url, archive, at(folder), warn);
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
    await restore(url, archive, at(folder), warn);
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
    await expect(restore(source, archive, at(folder), warn)).rejects.toThrow(/holds data already/);
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
    const refusal = restore(url, file, at(folder), warn);
    await expect(refusal).rejects.toThrow(ConfigError);
    await expect(refusal).rejects.toThrow(reason);
    expect(await contents(url)).toEqual({});
  });
});

it('an archive of a version that hashed only tables is restored', async () => {
  const file = join(folder, 'old.tar.gz');
  await repack(file, 'manifest.json', (text) => text.replace(/,\s*"secretSha256": ".*"/, ''));
  const target = mkdtempSync(join(folder, 'target-'));
  await restore(await freshDatabase(), file, at(target), warn);
  expect(readFileSync(join(target, 'session-secret'), 'utf8')).toBe(SECRET);
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
