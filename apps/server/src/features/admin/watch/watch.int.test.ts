import { nodeReportsSchema, quarantineSchema, weekPicksSchema } from '@sunday-live/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/index.js';
import { aPlayer, type Caller } from '../../calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from '../../calendar/testing/slate-fixture.js';

let server: TestServer;
let admin: Caller;
let ann: Caller;
beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  admin = await aPlayer(server.url, { name: 'Ada' });
  ann = await aPlayer(server.url, { name: 'Ann' });
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
});
afterAll(() => server.close());

const why = 'The league confirmed it';
const FINAL = {
  kickoff: new Date(Date.now() - 9_000_000),
  state: 'post',
  awayScore: 20,
  homeScore: 17,
} as const;
const quarantined = async () => quarantineSchema.parse((await admin.get('/api/admin/quarantine')).body).rows;
const decide = (id: number | undefined, what: string) =>
  admin.post(`/api/admin/quarantine/${id}/${what}`, { why });
const scores = () => server.db.query(`SELECT state, away_score, home_score, rev FROM game WHERE id = 'a'`);

describe('an observation in quarantine', () => {
  beforeEach(async () => {
    await server.db.query('DELETE FROM feed_quarantine; DELETE FROM game; DELETE FROM slate_event');
    await feed(server.app, anAnswer([aGame('a', FINAL)]));
    await feed(server.app, anAnswer([aGame('a', { ...FINAL, state: 'in', homeScore: 24 })]));
  });

  it('is shown beside what is stored', async () => {
    expect(await quarantined()).toMatchObject([
      {
        game: 'a',
        reason: 'status-regression: post to in',
        times: 1,
        resolution: null,
        seen: { state: 'in', homeScore: 24 },
        stored: { state: 'post', homeScore: 17 },
      },
    ]);
  });

  it('replaces the game when it is accepted: one correction on the log, once', async () => {
    const [{ id } = { id: 0 }] = await quarantined();
    const answers = await Promise.all([decide(id, 'accept'), decide(id, 'accept')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(await scores()).toEqual([{ state: 'in', away_score: 20, home_score: 24, rev: 2 }]);
    const [event] = await server.db.query('SELECT payload FROM slate_event ORDER BY seq DESC LIMIT 1');
    expect(event.payload).toMatchObject({
      cause: { game: 'a', kind: 'correction' },
      games: [{ homeScore: 24 }],
      before: [{ homeScore: 17 }],
    });
    const [row] = await server.db.query('SELECT * FROM audit ORDER BY id DESC LIMIT 1');
    expect(row).toMatchObject({ action: 'quarantine.accept', target: 'game/a', why });
  });

  it('stays rejected when the feed repeats it, until the feed says something else', async () => {
    const [{ id } = { id: 0 }] = await quarantined();
    expect((await decide(id, 'reject')).status).toBe(204);
    await feed(server.app, anAnswer([aGame('a', { ...FINAL, state: 'in', homeScore: 24, clock: '1:00' })]));
    expect(await quarantined()).toMatchObject([{ resolution: 'rejected', times: 2 }]);
    expect(await scores()).toMatchObject([{ state: 'post', home_score: 17, rev: 1 }]);
    await feed(server.app, anAnswer([aGame('a', { ...FINAL, state: 'in', homeScore: 27 })]));
    expect(await quarantined()).toMatchObject([{ resolution: null, seen: { homeScore: 27 } }]);
  });

  it('cannot be accepted once the feed has taken it back', async () => {
    const [{ id } = { id: 0 }] = await quarantined();
    await feed(server.app, anAnswer([aGame('a', FINAL)]));
    expect(await quarantined()).toMatchObject([{ takenBack: true }]);
    expect(await decide(id, 'accept')).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await scores()).toMatchObject([{ state: 'post', home_score: 17, rev: 1 }]);
  });

  it('can only be rejected when it cannot be parsed', async () => {
    await server.db.query(
      `INSERT INTO feed_quarantine (game, reason, observation) VALUES ('x', 'no-teams', '{"detail": "?"}')`,
    );
    const [{ id }] = await server.db.query(`SELECT id FROM feed_quarantine WHERE game = 'x'`);
    expect((await decide(id, 'accept')).status).toBe(409);
    expect((await decide(id, 'reject')).status).toBe(204);
    expect((await decide(999_999, 'reject')).status).toBe(404);
    expect((await admin.post('/api/admin/quarantine/x/reject', { why })).status).toBe(422);
  });
});

describe('who picked whom', () => {
  it('are shown after the lock, game by game; players without a card are always shown', async () => {
    await server.db.query('DELETE FROM game');
    await lockAtKickOff(server.db);
    const inHours = (hours: number): Date => new Date(Date.now() + hours * 3_600_000);
    await feed(
      server.app,
      anAnswer([aGame('a', { kickoff: inHours(1) }), aGame('b', { kickoff: inHours(20) })]),
    );
    const card = { picks: { a: 'away', b: 'home' }, banker: 'a', joker: false };
    expect((await ann.put('/api/me/cards/8', card)).status).toBe(200);
    const read = async () => weekPicksSchema.parse((await admin.get('/api/admin/weeks/8/picks')).body);
    const open = await read();
    expect(open).toMatchObject({ players: 2, missing: [{ name: 'Ada' }] });
    const nothing = { locked: false, bankers: [], awayPicks: [], homePicks: [] };
    expect(open.games).toMatchObject([nothing, nothing]);
    await feed(server.app, anAnswer([aGame('a', { kickoff: inHours(-0.1), state: 'in' })]));
    expect((await read()).games).toMatchObject([
      { locked: true, bankers: ['Ann'], awayPicks: ['Ann'], homePicks: [] },
      nothing,
    ]);
    expect((await admin.get('/api/admin/weeks/3/picks')).status).toBe(404);
  });
});

describe('the nodes', () => {
  it('report their connections, and the feed its state', async () => {
    const nodes = nodeReportsSchema.parse((await admin.get('/api/admin/nodes')).body);
    expect(nodes).toMatchObject([{ role: 'web', sockets: 0, polls: 0, slow: 0, behind: 0 }]);
    expect((await admin.get('/api/admin/feed')).body).toMatchObject({ failures: 0, errors: [] });
  });
});
