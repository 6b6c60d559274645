import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_PUSH } from '@sunday-live/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MailRetention } from '../../platform/mail/mail-outbox.js';
import { signUp, startTestServer, type TestServer, until, writtenMails } from '../../testing/index.js';
import { aPlayer, asCaller, type Caller, manyPlayers } from '../calendar/testing/api.js';
import { ReportInputStore } from '../reports/report-inputs.js';
import { aLeague, fillCards, playSeason } from '../reports/testing/played-season.js';
import { ask, documentOf, reaches } from '../reports/testing/report-calls.js';
import { SlateLog } from '../slate/slate-log.js';
import { AccountErasure } from './account-erasure.js';

/** No other name or address in the tests contains these. */
const NAME = 'Zenobia Quist';
const EMAIL = 'zenobia.quist@gone.example';
const PASSWORD = 'correct horse';

/** Tables whose texts are about no player. A new table must be added here, or the deletion must reach it. */
const NOBODY = new Set([
  'backup',
  'backup_run',
  'feed_doubt',
  'feed_error',
  'feed_poll',
  'feed_quarantine',
  'feed_state',
  'feed_week',
  'game',
  'game_left_week',
  'game_merged',
  'game_play',
  'game_slot',
  'installation',
  'mail_server',
  'migrations',
  'typeorm_metadata',
  'database_size',
  'node_report',
  'outside_trouble',
  // hashes of accounts and addresses
  'rate_limit',
  'push_key',
  'push_position',
  // admins enter these by hand, about anybody
  'record',
  'receipt_part',
  'report_common',
  'result_progress',
  'rules_slot',
  'season_state',
  'slate_stream',
  'ticker',
  'week_deadline',
  'week_result',
  // holds the player's id until the rest is erased
  'erasure',
]);

let server: TestServer;
let ben: Caller;
let gone: Caller;
let league: string;

beforeAll(async () => {
  server = await startTestServer();
  gone = asCaller(server.url, await signUp(server.url, { name: NAME, email: EMAIL, password: PASSWORD }));
  ben = await aPlayer(server.url, { name: 'Ben' });
  const others = await manyPlayers(server, 4);
  await playSeason(server.db, 6);
  const members = [gone, ben, ...others];
  await fillCards(
    server.db,
    members.map(({ id }) => id),
  );
  league = await aLeague(server.db, members);
}, 60_000);
afterAll(() => server.close());

interface Column {
  readonly table: string;
  readonly schema: string;
  /** Rows are deleted with the account by a foreign key, and none of their texts could name another player. */
  readonly bound: boolean;
}

/** Every table with a text or JSON column, of whatever schema. */
async function tables(): Promise<Column[]> {
  return server.db.query<Column[]>(
    `WITH RECURSIVE along AS (
       SELECT '"user"'::regclass::oid AS id
       UNION SELECT k.conrelid FROM pg_constraint k JOIN along a ON a.id = k.confrelid
         JOIN pg_attribute c ON c.attrelid = k.conrelid AND c.attnum = k.conkey[1]
       WHERE k.contype = 'f' AND k.confdeltype = 'c' AND c.attnotnull
     )
     SELECT c.table_schema AS schema, c.table_name AS table,
       NOT bool_or(c.data_type IN ('json', 'jsonb', 'ARRAY'))
         AND format('%I.%I', c.table_schema, c.table_name)::regclass::oid IN (SELECT id FROM along) AS bound
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema')
       AND c.data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY') AND c.udt_name <> '_int4'
     GROUP BY c.table_schema, c.table_name ORDER BY 1, 2`,
  );
}

/** Tables, stored objects and email files that contain the player's id, name or address. */
async function traces(): Promise<string[]> {
  const words = [gone.id, NAME, EMAIL];
  const found: string[] = [];
  for (const { schema, table } of await tables()) {
    // outlives accounts by design, and cannot be changed (docs/audit.md)
    if (table === 'audit') continue;
    const rows = await server.db.query(
      `SELECT 1 FROM "${schema}"."${table}" AS t
       WHERE EXISTS (SELECT 1 FROM unnest($1::text[]) w WHERE strpos(to_jsonb(t)::text, w) > 0) LIMIT 1`,
      [words],
    );
    if (rows.length > 0) found.push(schema === 'public' ? table : `${schema}.${table}`);
  }
  const folder = join(server.config.dataDir, 'reports');
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.json')) continue;
    const text = readFileSync(join(folder, path), 'utf8');
    if (words.some((word) => text.includes(word))) found.push(`object ${path.split('/')[0]}`);
  }
  // the goodbye email itself is kept for an hour
  const written = (await writtenMails(server.config)).filter(({ subject }) => !subject?.includes('deleted'));
  if (written.some(({ text, to }) => words.some((word) => `${text}${JSON.stringify(to)}`.includes(word))))
    found.push('emails in files');
  return [...new Set(found)];
}

/** Creates every kind of data about a player in the way that the game does. */
async function leaveTraces(): Promise<{ own: string; about: string; beside: string }> {
  await gone.patch('/api/me', { team: 'KC' });
  const made = await gone.post('/api/leagues', { name: `The league of ${NAME}` });
  expect(made.status).toBe(201);
  const { id: alone } = z.object({ id: z.string() }).parse(made.body);
  await gone.post(`/api/leagues/${alone}/announcements`, { title: 'Rain', body: 'Wet', level: 'info' });
  await fetch(`${server.url}/api/auth/request-password-reset`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.config.publicUrl },
    body: JSON.stringify({ email: EMAIL, redirectTo: '/reset-password' }),
  });
  expect((await gone.put('/api/me/push/choices', { ...NO_PUSH, lead: true })).status).toBe(200);
  await server.db.query(
    `INSERT INTO admin_alert (key, title, message) VALUES ('standings/player/' || $1, 'Left out', 'Reason')`,
    [gone.id],
  );
  await server.db.query(
    `INSERT INTO push_message (player, payload, valid_until) VALUES ($1, jsonb_build_object('title', $2::text), now());`,
    [gone.id, NAME],
  );
  // a game that the player entered by hand as an admin
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [gone.id]);
  const [{ id: game }] = await server.db.query('SELECT id FROM game ORDER BY id LIMIT 1');
  const entered = await gone.patch(`/api/admin/games/${game}`, { byHand: true, why: 'The feed is away' });
  expect(entered.status, entered.text).toBe(204);
  await server.db.query(`UPDATE "user" SET role = 'player' WHERE id = $1`, [gone.id]);
  await server.db.query(
    `INSERT INTO push_news (key, player, data, valid_until) VALUES ('k:' || $1, $1, '{}', now())`,
    [gone.id],
  );
  // texts that other players received
  await server.db.query(
    `INSERT INTO mail (key, kind, recipient, player, data, state)
     VALUES ('told', 'admin-alert', 'ben@test.example', $1, jsonb_build_object('message', 'about ' || $2::text), 'sent')`,
    [ben.id, gone.id],
  );
  // whose cards the player corrected as an admin
  for (const state of ['sent', 'queued'])
    await server.db.query(
      `INSERT INTO mail (key, kind, recipient, player, data, state, due_at)
       VALUES ('correction ' || $3, 'card-correction', 'ben@test.example', $1, jsonb_build_object('by', $2::text, 'why', 'A reason'), $3, now() + interval '1 day')`,
      [ben.id, NAME, state],
    );
  await server.db.query(
    `INSERT INTO push_message (player, payload, valid_until)
     VALUES ($1, jsonb_build_object('title', 'The lead', 'body', $2::text || ' leads'), now())`,
    [ben.id, NAME],
  );
  await server.db.query(
    `INSERT INTO push_news (key, player, data, state, valid_until)
     VALUES ('told', $1, jsonb_build_object('kind', 'lead', 'leader', jsonb_build_object('name', $2::text)), 'told', now())`,
    [ben.id, NAME],
  );
  await server.db.query(
    `INSERT INTO card_correction (player, season, season_type, week, by_name, why, after)
     VALUES ($1, 2024, 2, 1, 'An admin', 'A reason', '{}')`,
    [gone.id],
  );
  const [own, about, beside] = await Promise.all([
    ask(gone, { players: [gone.id], league }),
    ask(ben, { players: [gone.id, ben.id], league }),
    ask(ben, { players: [ben.id], league }),
  ]);
  await reaches(gone, own, 'complete');
  await Promise.all([about, beside].map((id) => reaches(ben, id, 'complete')));
  for (const id of [about, beside]) await documentOf(ben, id);
  return { own, about, beside };
}

describe('the end of an account', () => {
  it('X70 leaves no trace of the player in any table, document or input of any author', async () => {
    const { about, beside } = await leaveTraces();
    const before = await traces();
    const loose = (await tables()).filter(
      ({ table, schema, bound }) =>
        schema === 'public' && !bound && table !== 'audit' && !NOBODY.has(table) && !before.includes(table),
    );
    expect(loose.map(({ table }) => table)).toEqual([]);
    expect(before).toEqual(
      expect.arrayContaining([
        'report',
        'report_task',
        'game',
        'slate_event',
        'object inputs',
        'object reports',
        'emails in files',
      ]),
    );

    const answer = await fetch(`${server.url}/api/me`, {
      method: 'DELETE',
      headers: { 'content-type': 'application/json', cookie: gone.cookie },
      body: JSON.stringify({ password: PASSWORD, confirm: 'delete' }),
    });
    expect(answer.status).toBe(204);
    // the event about the removal has an id, but no name
    await until(async () => (await traces()).join() === 'slate_event');
    const kinds = await server.db.query(
      `SELECT DISTINCT kind FROM slate_event WHERE strpos(payload::text, $1) > 0`,
      [gone.id],
    );
    expect(kinds).toEqual([{ kind: 'player-removed' }]);
    const named = 'SELECT kind FROM slate_event WHERE strpos(payload::text, $1) > 0';
    expect(await server.db.query(named, [NAME])).toEqual([]);
    expect(await server.db.query('SELECT 1 FROM erasure')).toEqual([]);
    expect(
      await server.db.query(`SELECT DISTINCT data->>'by' AS by FROM mail WHERE kind = 'card-correction'`),
    ).toEqual([{ by: 'A former admin' }]);

    // reports of other players are made again without the player
    const lost = await reaches(ben, about, 'failed');
    expect(lost.players.map(({ id }) => id)).toEqual([ben.id]);
    expect(lost.tasks[0]?.error).toMatch(/deleted the account/);
    for (const id of [about, beside]) {
      expect((await ben.post(`/api/reports/${id}/retry`)).status).toBe(202);
      await reaches(ben, id, 'complete');
      expect((await documentOf(ben, id)).missing).toEqual([]);
    }
    expect(await traces()).toEqual(['slate_event']);
  }, 120_000);

  it('X70 an input that was read before the deletion and stored after it is refused', async () => {
    const store = server.app.get(ReportInputStore, { strict: false });
    await server.db.query(
      `INSERT INTO report (id, kind, league, season, season_type, players, fingerprint)
       VALUES ('any', 'weekly', $1, 2024, 2, '{}', '')`,
      [league],
    );
    const input = { sha256: 'late', season: 2024, seasonType: 2, finals: {}, players: [ben.id, gone.id] };
    expect(await store.give('any', input)).toBeNull();
    expect(await server.db.query(`SELECT 1 FROM report_input WHERE sha256 = 'late'`)).toEqual([]);
  });

  it('X70 the goodbye as a file goes as soon as an hour later', async () => {
    const to = (await writtenMails(server.config)).map((mail) => JSON.stringify(mail.to));
    expect(to.filter((each) => each.includes(EMAIL))).toHaveLength(1);
    await server.app.get(MailRetention, { strict: false }).clearKept(new Date(Date.now() + 1_000));
    const left = (await writtenMails(server.config)).map((mail) => JSON.stringify(mail.to));
    expect(left.filter((each) => each.includes(EMAIL))).toEqual([]);
  });

  it('X70 continues after a crash: a worker erases the rest', async () => {
    const log = server.app.get(SlateLog, { strict: false });
    await log.write(async (_tx, writer) => {
      await writer.lock();
      await writer.append([
        { body: { kind: 'player', player: { n: 999, id: gone.id, name: NAME, team: null } } },
      ]);
    });
    await server.db.query(`INSERT INTO erasure (player, name, objects) VALUES ($1, $2, '{}')`, [
      gone.id,
      NAME,
    ]);
    await server.app.get(AccountErasure, { strict: false }).finish(gone.id);
    expect(await traces()).toEqual(['slate_event']);
  });
});
