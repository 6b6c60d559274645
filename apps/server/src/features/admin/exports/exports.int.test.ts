import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer, until } from '../../../testing/index.js';
import { aPlayer, type Caller } from '../../calendar/testing/api.js';
import { aGame, anAnswer, feed } from '../../calendar/testing/slate-fixture.js';

let server: TestServer;
let admin: Caller;
let ann: Caller;
beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  admin = await aPlayer(server.url, { name: 'Ada' });
  ann = await aPlayer(server.url, { name: '=HYPERLINK("evil";"Ann")' });
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
});
afterAll(() => server.close());

const inHours = (hours: number): Date => new Date(Date.now() + hours * 3_600_000);
/** How many downloads are being read. */
const cursors = async (): Promise<number> =>
  Number(
    (
      await server.db.query(
        `SELECT count(*) AS open FROM pg_stat_activity
         WHERE datname = current_database() AND state <> 'idle' AND query LIKE 'FETCH%'`,
      )
    )[0]?.open,
  );
const lines = async (name: string): Promise<string[]> => {
  const answer = await admin.get(`/api/admin/exports/${name}`);
  expect(answer.status).toBe(200);
  expect(answer.text.endsWith('\r\n')).toBe(true);
  return answer.text.split('\r\n').slice(1, -1);
};

describe('exports of play', () => {
  beforeEach(async () => {
    await server.db.query('DELETE FROM card; DELETE FROM game; DELETE FROM slate_event');
    await feed(
      server.app,
      anAnswer([aGame('a', { kickoff: inHours(3) }), aGame('b', { kickoff: inHours(30) })]),
    );
    await admin.patch('/api/admin/season', { lock: 'kickoff' });
    const card = { picks: { a: 'away', b: 'home' }, banker: 'a', joker: true };
    expect((await ann.put('/api/me/cards/8', card)).status).toBe(200);
  });
  const kickOff = (): Promise<void> =>
    feed(
      server.app,
      anAnswer([aGame('a', { kickoff: inHours(-0.1), state: 'in', awayScore: 7, homeScore: 3 })]),
    );

  it('hold nothing of a game that is not locked, not even a line', async () => {
    expect(await lines('predictions.csv')).toEqual([]);
    expect(await lines('bankers.csv')).toEqual([]);
    await kickOff();
    const [pick, ...more] = await lines('predictions.csv');
    expect(pick).toMatch(/,a,[^,]+,Aa,Ha,Aa,true,true,7,3,in,true,42$/);
    expect(more).toEqual([]);
    expect(await lines('bankers.csv')).toEqual([expect.stringMatching(/,Aa,Ha,Aa,true,7,3,in,true,42$/)]);
  });

  it('can be limited to a player, a week, a season', async () => {
    await kickOff();
    expect(await lines(`predictions.csv?player=${ann.id}&week=8&season=2024`)).toHaveLength(1);
    for (const query of [`player=${admin.id}`, 'week=7', 'season=2023']) {
      expect(await lines(`predictions.csv?${query}`)).toEqual([]);
    }
    expect((await admin.get('/api/admin/exports/predictions.csv?week=x')).status).toBe(422);
  });

  it('list players whose card lacks an open game, under both addresses', async () => {
    const ada = expect.stringMatching(new RegExp(`^2024,regular,8,${admin.id},Ada,.*,0,2$`));
    expect(await lines('no-picks.csv')).toEqual([ada]);
    await feed(server.app, anAnswer([aGame('c', { kickoff: inHours(30) })]));
    expect(await lines('no-picks.csv')).toEqual([
      expect.stringMatching(new RegExp(`^2024,regular,8,${ann.id},.*,2,3$`)),
      expect.stringMatching(/,Ada,.*,0,3$/),
    ]);
    const { body } = await admin.get('/api/admin/weeks/8/picks');
    expect(body).toMatchObject({
      wanted: 3,
      missing: [
        { id: ann.id, picked: 2 },
        { id: admin.id, picked: 0 },
      ],
    });
    expect(await lines('no-picks.csv?week=9')).toHaveLength(2);
    for (const name of ['predictions', 'bankers', 'no-picks', 'audit', 'users']) {
      const { status, text } = await admin.get(`/api/admin/${name}.csv`);
      expect(status).toBe(200);
      const there = (await admin.get(`/api/admin/exports/${name}.csv`)).text;
      expect(there.split('\r\n')[0]).toBe(text.split('\r\n')[0]);
    }
  });
});

describe('every export', () => {
  it('shows names and words that look like formulas as text', async () => {
    await server.db.query(
      `INSERT INTO audit (action, target, why) VALUES ('test.change', '@SUM(1)', '-2+3')`,
    );
    expect((await lines('users.csv')).find((line) => line.includes('evil'))).toContain(
      `"'=HYPERLINK(""evil"";""Ann"")"`,
    );
    expect((await lines('audit.csv')).at(-1)).toMatch(/,test\.change,'@SUM\(1\),,,'-2\+3,,$/);
  });

  it('is written at the pace of its reader, a batch at a time, and stops when the reader disconnects', async () => {
    await server.db.query(
      `INSERT INTO audit (action, target, why) SELECT 'test.bulk', 'test/' || i, repeat('x', 400) FROM generate_series(1, 50000) AS i`,
    );
    const { hostname, port } = new URL(server.url);
    const readers = [1, 2].map(() => {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      socket.write(`GET /api/admin/audit.csv HTTP/1.1\r\nHost: x\r\nCookie: ${admin.cookie}\r\n\r\n`);
      return socket;
    });
    let received = 0;
    for (const socket of readers) {
      socket.once('data', (bytes) => {
        received += bytes.length;
        socket.pause();
      });
    }
    await until(async () => received > 0 && (await cursors()) === 2);
    expect(await admin.get('/api/admin/audit.csv')).toMatchObject({ status: 503, body: { code: 'busy' } });
    for (const socket of readers) socket.destroy();
    await until(async () => (await cursors()) === 0);
    expect((await lines('audit.csv')).length).toBeGreaterThan(50_000);
  });

  it.each([
    ['signs out', (id: string) => server.db.query('DELETE FROM "session" WHERE "userId" = $1', [id])],
    [
      'is no admin any more',
      (id: string) => server.db.query(`UPDATE "user" SET role = 'player' WHERE id = $1`, [id]),
    ],
  ])('X3: are broken off when their admin %s meanwhile', async (_what, end) => {
    const other = await aPlayer(server.url);
    await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [other.id]);
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    let received = '';
    let closed = false;
    socket.on('error', () => undefined);
    socket.on('close', () => {
      closed = true;
    });
    socket.on('data', (bytes) => {
      if (received === '') socket.pause();
      received += bytes.toString();
    });
    socket.write(`GET /api/admin/audit.csv HTTP/1.1\r\nHost: x\r\nCookie: ${other.cookie}\r\n\r\n`);
    await until(async () => received.includes('200 OK') && (await cursors()) === 1);
    await end(other.id);
    await until(async () => (await cursors()) === 0);
    socket.resume();
    await until(async () => closed);
    // the last chunk of a whole answer
    expect(received.endsWith('0\r\n\r\n')).toBe(false);
  });
});
