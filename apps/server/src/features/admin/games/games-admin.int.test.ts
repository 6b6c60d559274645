import {
  addedGameSchema,
  adminGamesSchema,
  gameReturnSchema,
  gameSchema,
  resultsCheckSchema,
  standingsSchema,
} from '@sunday-live/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestServer, type TestServer, until } from '../../../testing/index.js';
import { type Answer, aPlayer, type Caller } from '../../calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from '../../calendar/testing/slate-fixture.js';

let server: TestServer;
let admin: Caller;
let ann: Caller;
beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  admin = await aPlayer(server.url, { name: 'Ada' });
  ann = await aPlayer(server.url, { name: 'Ann' });
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
  await lockAtKickOff(server.db);
});
afterAll(() => server.close());

const why = 'ESPN does not answer';
const STARTED = new Date(Date.now() - 7_200_000);
const TOMORROW = new Date(Date.now() + 86_400_000);
const change = (body: object, id = 'a'): Promise<Answer> =>
  admin.patch(`/api/admin/games/${id}`, { why, ...body });
const listed = async () => adminGamesSchema.parse((await admin.get('/api/admin/games?week=8')).body).games;
const shown = async () => {
  const { body } = await ann.get('/api/weeks/8/games');
  return z
    .object({ games: z.array(gameSchema) })
    .parse(body)
    .games.find(({ id }) => id === 'a');
};
const events = async () => {
  const rows = await server.db.query<{ payload: Record<string, unknown> }[]>(
    `SELECT payload FROM slate_event WHERE kind = 'games' ORDER BY seq`,
  );
  return rows.map(({ payload }) => payload);
};
const said = (awayScore: number, homeScore: number, state: 'in' | 'post' = 'in') =>
  feed(
    server.app,
    anAnswer([
      aGame('a', { kickoff: STARTED, state, awayScore, homeScore, period: 3, clock: '9:00' }),
      aGame('b', { kickoff: TOMORROW }),
    ]),
  );

describe('a game by hand', () => {
  beforeEach(async () => {
    await server.db.query(
      'DELETE FROM feed_quarantine; DELETE FROM card; DELETE FROM game; DELETE FROM slate_event',
    );
    await feed(server.app, anAnswer([aGame('a', { kickoff: TOMORROW }), aGame('b', { kickoff: TOMORROW })]));
    const card = { picks: { a: 'home', b: 'away' }, banker: 'b', joker: false };
    const saved = await ann.put('/api/me/cards/8', card);
    expect(saved.status, saved.text).toBe(200);
    await said(14, 14);
  });

  it('H1 keeps its score whatever the feed says; the console shows both', async () => {
    const before = (await events()).length;
    expect((await change({ byHand: true, awayScore: 17, homeScore: 21 })).status).toBe(204);
    await said(28, 14);
    expect(await shown()).toMatchObject({
      awayScore: 17,
      homeScore: 21,
      byHand: { since: expect.any(String), by: 'Ada' },
    });
    expect((await events()).length).toBe(before + 1);
    expect((await listed())[0]).toMatchObject({
      source: 'hand',
      by: { id: admin.id, name: 'Ada' },
      game: { awayScore: 17, homeScore: 21 },
      feed: { awayScore: 28, homeScore: 14, at: expect.any(String) },
    });
    expect((await listed())[1]).toMatchObject({ source: 'feed', by: null, feed: { awayScore: 0 } });
    const [audited] = await server.db.query('SELECT * FROM audit ORDER BY id DESC LIMIT 1');
    expect(audited).toMatchObject({ action: 'game.by-hand', target: 'game/a', why, actor: admin.id });
  });

  it('H2 takes the feed’s values again when it is given back: one event, and standings that equal it', async () => {
    await change({ byHand: true, awayScore: 17, homeScore: 21 });
    await said(10, 24);
    const before = (await events()).length;
    expect((await change({ byHand: false })).status).toBe(204);
    const after = await events();
    expect(after.length).toBe(before + 1);
    expect(after.at(-1)).toMatchObject({ cause: { game: 'a', kind: 'correction' } });
    expect(await shown()).toMatchObject({ awayScore: 10, homeScore: 24 });
    expect(await shown()).not.toHaveProperty('byHand');
    await said(10, 24);
    expect((await events()).length).toBe(before + 1);
    const points = async () => {
      const { body } = await ann.get('/api/leagues/everyone/standings?scope=week&week=8');
      return standingsSchema.parse(body).rows.find(({ id }) => id === ann.id)?.points;
    };
    await until(async () => (await points()) === 24);
  });

  it('H2 keeps its values when it is given back to a feed that has said nothing', async () => {
    await change({ byHand: true, state: 'post', awayScore: 17, homeScore: 21 });
    expect((await change({ byHand: false })).status).toBe(204);
    expect(await shown()).toMatchObject({ state: 'post', homeScore: 21, detail: 'Final' });
    // the feed speaks again and contradicts: quarantine, as for any game
    await said(14, 14);
    expect(await shown()).toMatchObject({ state: 'post', homeScore: 21 });
  });

  it('H3 says who scored, as the feed would', async () => {
    await change({ byHand: true });
    await change({ homeScore: 20 });
    await change({ homeScore: 22 });
    await change({ awayScore: 17 });
    await change({ state: 'post' });
    const causes = (await events()).slice(-4).map(({ cause }) => cause);
    expect(causes).toEqual([
      { game: 'a', kind: 'touchdown', team: 'Ha' },
      { game: 'a', kind: 'two-point', team: 'Ha' },
      { game: 'a', kind: 'field-goal', team: 'Aa' },
      { game: 'a', kind: 'final' },
    ]);
  });

  it('H4 can be moved, called off and given its teams before it locks', async () => {
    expect((await change({ byHand: true, away: 'CHI', home: 'WSH', week: 9 }, 'b')).status).toBe(204);
    const { body } = await admin.get('/api/admin/games?week=9');
    expect(adminGamesSchema.parse(body).games).toMatchObject([
      { game: { id: 'b', away: 'CHI', home: 'WSH' } },
    ]);
    await said(14, 14);
    expect((await listed()).map(({ game }) => game.id)).toEqual(['a']);
    expect((await change({ state: 'off' }, 'b')).status).toBe(204);
  });

  it('H10 shows before the return how many points and which leaders change', async () => {
    const preview = async () => gameReturnSchema.parse((await admin.get('/api/admin/games/a/return')).body);
    await change({ byHand: true, awayScore: 17, homeScore: 21 });
    expect(await preview()).toEqual({ rows: 0, leaders: { now: ['Ann'], after: ['Ann'] } });
    await said(17, 21);
    expect((await preview()).rows).toBe(0);
    await said(28, 14);
    expect(await preview()).toEqual({ rows: 1, leaders: { now: ['Ann'], after: ['Ann'] } });
    const bob = await aPlayer(server.url, { name: 'Bob' });
    await server.db.query(
      `INSERT INTO card (season, season_type, week, n, has, home) SELECT 2024, 2, 8, n, 1, 0 FROM "user" WHERE id = $1`,
      [bob.id],
    );
    expect(await preview()).toEqual({ rows: 2, leaders: { now: ['Ann'], after: ['Bob'] } });
    expect((await admin.get('/api/admin/games/z/return')).status).toBe(404);
  });

  it('H9 is suspended without a decision: neither final nor off, until somebody says so', async () => {
    await change({ byHand: true, suspended: true });
    expect(await shown()).toMatchObject({ state: 'in', detail: 'Suspended' });
    // three days later
    await server.db.query(`UPDATE game SET kickoff = now() - interval '3 days'`);
    await server.db.query(`UPDATE game SET state = 'post', away_score = 20, home_score = 10 WHERE id = 'b'`);
    const { body } = await admin.post('/api/admin/results/8/check');
    expect(body).toMatchObject({ problems: [{ message: expect.stringContaining('suspended by hand') }] });
    const confirmed = await admin.post('/api/admin/results/8/confirm', { why });
    expect([confirmed.status, confirmed.text]).toEqual([409, expect.any(String)]);
    await change({ awayScore: 17 });
    expect(await shown()).toMatchObject({ awayScore: 17, detail: 'Suspended' });
    await change({ state: 'in' });
    expect(await shown()).toMatchObject({ detail: '9:00 - 3rd' });
    expect((await change({ state: 'post', suspended: true })).status).toBe(422);
  });

  it('H11 asks about a final score that the feed contradicts, until it is given back', async () => {
    await change({ byHand: true, state: 'post', awayScore: 17, homeScore: 21 });
    await server.db.query(`UPDATE game SET state = 'post', away_score = 20, home_score = 10 WHERE id = 'b'`);
    const codes = async () => {
      const { body } = await admin.post('/api/admin/results/8/check');
      return resultsCheckSchema.parse(body).problems.map(({ code }) => code);
    };
    const feedSays = (state: 'in' | 'post') =>
      feed(server.app, anAnswer([aGame('a', { kickoff: STARTED, state, awayScore: 28, homeScore: 14 })]));
    await feedSays('in');
    expect(await codes()).toEqual([]);
    await feedSays('post');
    expect(await codes()).toEqual(['feed-differs']);
    await change({ byHand: false });
    expect(await codes()).toEqual([]);
  });

  const held = { byHand: true };
  it.each([
    ['without taking it over', {}, { homeScore: 21 }, 409],
    ['a game that is not there', { id: 'z' }, { byHand: true }, 404],
    ['points before the kickoff', { before: held }, { state: 'pre', homeScore: 7 }, 422],
    ['a team that does not exist', { before: held, id: 'b' }, { away: 'XYZ' }, 422],
    ['a team against itself', { before: held, id: 'b' }, { away: 'CHI', home: 'CHI' }, 422],
    ['teams after the lock', { before: held }, { away: 'CHI' }, 409],
    ['values with the return', { before: held }, { byHand: false, homeScore: 3 }, 422],
    ['a negative score', { before: held }, { homeScore: -1 }, 422],
    ['a half score', { before: held }, { homeScore: 1.5 }, 422],
    ['without a reason', { before: held }, { homeScore: 3, why: '' }, 422],
    ['what it does not know', { before: held }, { touchdowns: 3 }, 422],
  ] as const)('refuses %s, and changes nothing', async (_what, given, body, status) => {
    const { before = null, id = 'a' } = { ...given } as { before?: object; id?: string };
    if (before !== null) await change(before, id);
    await server.db.query('UPDATE game SET locked_at = now() WHERE id = $1', ['a']);
    const was = JSON.stringify(await listed());
    expect((await change(body, id)).status).toBe(status);
    expect(JSON.stringify(await listed())).toBe(was);
  });

  it('is nothing that players may do', async () => {
    expect((await ann.patch('/api/admin/games/a', { byHand: true, why })).status).toBe(403);
  });
});

describe('a game that admins add', () => {
  const game = {
    season: 2024,
    type: 'regular',
    week: 8,
    away: 'CHI',
    home: 'WSH',
    kickoff: TOMORROW.toISOString(),
  };
  const add = (body: object = {}): Promise<Answer> =>
    admin.post('/api/admin/games', { ...game, why, ...body });
  const added = async () => addedGameSchema.parse((await add()).body).id;
  const merge = (id: string, into: string): Promise<Answer> =>
    admin.post(`/api/admin/games/${id}/merge`, { into, why });
  const feeds = (id: string, given: object = {}) =>
    feed(
      server.app,
      anAnswer([
        aGame('b', { kickoff: TOMORROW }),
        aGame(id, { away: 'CHI', home: 'WSH', kickoff: TOMORROW, ...given }),
      ]),
    );

  beforeEach(async () => {
    await server.db.query(
      'DELETE FROM feed_quarantine; DELETE FROM card; DELETE FROM game; DELETE FROM game_slot; DELETE FROM slate_event',
    );
    await feed(server.app, anAnswer([aGame('b', { kickoff: TOMORROW })]));
  });

  it('H8 is one event, by hand, and can be picked at once', async () => {
    const before = (await events()).length;
    const answer = await add();
    expect(answer.status, answer.text).toBe(201);
    const { id } = addedGameSchema.parse(answer.body);
    expect((await events()).length).toBe(before + 1);
    expect(await listed()).toContainEqual(
      expect.objectContaining({
        source: 'hand',
        by: { id: admin.id, name: 'Ada' },
        feed: null,
        game: expect.objectContaining({ id, away: 'CHI', home: 'WSH', state: 'pre' }),
      }),
    );
    const card = { picks: { [id]: 'away', b: 'home' }, banker: id, joker: false };
    expect((await ann.put('/api/me/cards/8', card)).status).toBe(200);
    const [audited] = await server.db.query('SELECT * FROM audit ORDER BY id DESC LIMIT 1');
    expect(audited).toMatchObject({ action: 'game.add', target: `game/${id}`, why, actor: admin.id });
  });

  it.each([
    ['teams that meet there already', {}, 409],
    ['a team against itself', { home: 'CHI' }, 422],
    ['a team that does not exist', { away: 'XYZ' }, 422],
    ['a season without games', { season: 2031 }, 404],
    ['no reason', { why: '' }, 422],
  ])('refuses %s', async (_what, body, status) => {
    await add();
    const was = (await events()).length;
    expect((await add(body)).status).toBe(status);
    expect((await events()).length).toBe(was);
    expect((await ann.post('/api/admin/games', { ...game, why })).status).toBe(403);
  });

  it('H8 Given a game by hand and then the same from a feed, then each exists once: the merge is offered, and the feed speaks about it', async () => {
    const id = await added();
    await feeds('401');
    expect((await listed()).map((each) => each.game.id)).not.toContain('401');
    expect((await listed()).find((each) => each.game.id === id)?.twins).toEqual(['401']);
    expect((await merge('401', id)).status).toBe(204);
    await feeds('401', { state: 'in', awayScore: 7, period: 1, clock: '9:00', kickoff: STARTED });
    const [{ open } = { open: 1 }] = await server.db.query<{ open: number }[]>(
      'SELECT count(*)::int AS open FROM feed_quarantine WHERE resolution IS NULL AND taken_back_at IS NULL',
    );
    expect(open).toBe(0);
    expect((await listed()).find((each) => each.game.id === id)).toMatchObject({
      twins: [],
      feed: { awayScore: 7 },
      game: { awayScore: 0 },
    });
    expect((await change({ byHand: false }, id)).status).toBe(204);
    await feeds('401', { state: 'in', awayScore: 14, period: 1, clock: '4:00', kickoff: STARTED });
    expect((await listed()).find((each) => each.game.id === id)).toMatchObject({
      source: 'feed',
      game: { awayScore: 14 },
    });
    expect(await listed()).toHaveLength(2);
  });

  it('H8 picks of a merged game follow, on their team, with banker and joker; one event; standings equal a reload', async () => {
    const id = await added();
    const save = async (player: Caller, card: object) => {
      const saved = await player.put('/api/me/cards/8', { joker: false, ...card });
      expect(saved.status, saved.text).toBe(200);
    };
    await save(ann, { picks: { [id]: 'away', b: 'home' }, banker: id, joker: true });
    // a game without teams, which then become known: nothing in one answer says that both are one
    await feeds('401', { away: 'TBA', home: 'TBB' });
    await server.db.query(`UPDATE game SET away = 'WSH', home = 'CHI' WHERE id = '401'`);
    const ben = await aPlayer(server.url, { name: 'Ben' });
    await save(ben, { picks: { [id]: 'home', '401': 'home', b: 'away' }, banker: 'b' });
    const before = (await events()).length;
    expect((await merge(id, '401')).status).toBe(204);
    expect((await events()).length).toBe(before + 1);
    expect((await ann.get('/api/me/cards/8')).body).toMatchObject({
      // Chicago, which plays at home in the game that stays
      picks: { '401': 'home', b: 'home' },
      banker: '401',
      joker: true,
    });
    expect((await ben.get('/api/me/cards/8')).body).toMatchObject({
      picks: { '401': 'home', b: 'away' },
      banker: 'b',
    });
    expect((await listed()).map((each) => each.game.id).toSorted()).toEqual(['401', 'b']);
    await server.db.query(`UPDATE season_state SET lock = 'kickoff'`);
    await feeds('401', {
      away: 'WSH',
      home: 'CHI',
      state: 'in',
      homeScore: 10,
      period: 1,
      clock: '2:00',
      kickoff: STARTED,
    });
    const points = async (player: Caller) => {
      const { body } = await ann.get('/api/leagues/everyone/standings?scope=week&week=8');
      return standingsSchema.parse(body).rows.find((row) => row.id === player.id)?.points;
    };
    await until(async () => (await points(ben)) === 10);
    // banker twice, joker three times
    expect(await points(ann)).toBe(60);
    const [audited] = await server.db.query(
      `SELECT * FROM audit WHERE action = 'game.merge' ORDER BY id DESC LIMIT 1`,
    );
    expect(audited).toMatchObject({ target: `game/${id}`, after: { mergedInto: '401', cards: 2 }, why });
  });

  it.each([
    ['other teams', 'b'],
    ['itself', 'self'],
    ['a game that is not there', 'z'],
  ])('H8 refuses to merge into %s', async (_what, into) => {
    const id = await added();
    expect((await merge(id, into === 'self' ? id : into)).status).toBe(into === 'z' ? 404 : 409);
    expect((await merge('zz', id)).status).toBe(404);
  });
});
