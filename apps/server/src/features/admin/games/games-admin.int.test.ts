import { adminGamesSchema, gameSchema, standingsSchema } from '@sunday-live/contract';
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
