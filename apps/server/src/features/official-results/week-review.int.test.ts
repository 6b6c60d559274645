import { recomputeSchema, resultsCheckSchema, resultsSchema } from '@sunday-live/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { aPlayer, type Caller } from '../calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from '../calendar/testing/slate-fixture.js';
import { SlateLog } from '../slate/slate-log.js';
import { ResultsReader } from './results-reader.js';
import { ResultsTurns } from './results-turns.js';
import { fromScratch, stored } from './testing/from-scratch.js';

const inHours = (hours: number): Date => new Date(Date.now() + hours * 3_600_000);

let server: TestServer;
let admin: Caller;
let player: Caller;
const turn = (): Promise<void> => server.app.get(ResultsTurns, { strict: false }).run();
const saw = async (
  games: ReturnType<typeof aGame>[],
  names: Parameters<typeof anAnswer>[1] = {},
): Promise<void> => {
  await feed(server.app, anAnswer(games, names));
  await turn();
};
const over = (id: string, awayScore = 20, homeScore = 17) =>
  aGame(id, { state: 'post', awayScore, homeScore, kickoff: inHours(-5) });
const week = async () => {
  const { body } = await player.get('/api/results');
  return resultsSchema.parse(body).weeks.find((entry) => entry.week === 8);
};
const alerts = async (query = '') => (await admin.get(`/api/admin/alerts${query}`)).body;
const told = async (): Promise<string[]> => {
  const rows = await server.db.query<{ state: string }[]>(
    `SELECT payload->>'state' AS state FROM slate_event WHERE kind = 'results' ORDER BY seq`,
  );
  return rows.map(({ state }) => state);
};

beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  await lockAtKickOff(server.db);
  admin = await aPlayer(server.url, { name: 'Ada' });
  player = await aPlayer(server.url, { name: 'Pat' });
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
});
afterAll(async () => {
  await server.close();
});
beforeEach(async () => {
  await server.app
    .get(SlateLog, { strict: false })
    .reset(
      async (tx) =>
        void (await tx.query(
          'DELETE FROM card; DELETE FROM game; DELETE FROM week_result; DELETE FROM feed_quarantine; DELETE FROM admin_alert',
        )),
    );
  await saw([aGame('1'), aGame('2')]);
  expect(
    (await player.put('/api/me/cards/8', { picks: { '1': 'away', '2': 'home' }, banker: '1', joker: false }))
      .status,
  ).toBe(200);
});

describe('R6: results', () => {
  it('are confirmed by themselves when the week is over, once, and everybody is informed', async () => {
    await saw([over('1'), aGame('2', { state: 'in' })]);
    expect(await week()).toMatchObject({ state: 'open', confirmedAt: null, averagePoints: 40, players: 1 });
    await saw([over('1'), over('2', 3, 14)]);
    const confirmed = await week();
    expect(confirmed).toMatchObject({ state: 'confirmed', averagePoints: 54 });
    await turn();
    expect(await week()).toEqual(confirmed);
    expect(await told()).toEqual(['confirmed']);
    expect(await alerts()).toEqual([]);
  });

  it('that are corrected later stay confirmed, with other scores', async () => {
    await saw([over('1'), over('2', 3, 14)]);
    const before = await week();
    await saw([over('2', 3, 17)]);
    expect(await week()).toEqual({ ...before, averagePoints: 57 });
    expect(await stored(server.db)).toEqual(await fromScratch(server.db));
  });

  it('of a week whose postponed game is played after all are open again until its end', async () => {
    await saw([over('1'), aGame('2', { state: 'off' })]);
    expect(await week()).toMatchObject({ state: 'confirmed' });
    await saw([aGame('2', { state: 'in' })]);
    expect(await week()).toMatchObject({ state: 'open', confirmedAt: null });
    await saw([over('2')]);
    expect(await told()).toEqual(['confirmed', 'open', 'confirmed']);
  });

  it('name who did not play', async () => {
    await saw([over('1'), over('2')]);
    const reader = server.app.get(ResultsReader, { strict: false });
    expect(await reader.didNotPlay({ season: 2024, seasonType: 2 }, 8)).toEqual([admin.id]);
  });
});

describe('R7, R8: results that the checks do not believe', () => {
  it('alert the admins in plain words, once, until the feed corrects them', async () => {
    await saw([over('1'), over('2', 0, 0)]);
    await turn();
    expect(await week()).toMatchObject({ state: 'alert', confirmedAt: null });
    expect(await alerts()).toMatchObject([
      {
        key: 'results/2024/2/8',
        title: 'Week 8: the results are not confirmed',
        message: expect.stringContaining('A2 at H2 ended 0–0'),
      },
    ]);
    const mails = () =>
      server.db.query(`SELECT player, data->>'title' AS title FROM mail WHERE kind = 'admin-alert'`);
    expect(await mails()).toEqual([{ player: admin.id, title: 'Week 8: the results are not confirmed' }]);
    await saw([over('2', 0, 3)]);
    expect(await week()).toMatchObject({ state: 'confirmed' });
    expect(await alerts()).toEqual([]);
    expect(await alerts('?all=true')).toMatchObject([{ clearedAt: expect.any(String) }]);
  });

  it('wait for a feed that takes back what it said of a final game', async () => {
    await feed(server.app, anAnswer([over('1'), over('2')]));
    await saw([aGame('2', { state: 'in', awayScore: 20 })]);
    expect(await alerts()).toMatchObject([
      { message: expect.stringContaining('contradicts itself about A2 at H2') },
    ]);
    await saw([over('2')]);
    expect(await week()).toMatchObject({ state: 'confirmed' });
  });

  it('are confirmed by an admin who has looked at them; what is wrong later alerts again', async () => {
    await saw([over('1'), aGame('2', { state: 'in' })]);
    expect(await admin.post('/api/admin/results/8/confirm')).toMatchObject({
      status: 409,
      body: { code: 'week-not-over' },
    });
    await saw([over('2', 0, 0)]);
    const checked = await admin.post('/api/admin/results/8/check');
    expect(resultsCheckSchema.parse(checked.body)).toMatchObject({
      state: 'alert',
      games: { scheduled: 2, stored: 2, final: 2, calledOff: 0 },
      problems: [{ code: 'score-implausible', game: '2', accepted: false }],
    });
    const answer = await admin.post('/api/admin/results/8/confirm', { why: 'It was a storm' });
    expect(answer).toMatchObject({
      status: 200,
      body: { state: 'confirmed', problems: [{ accepted: true }] },
    });
    expect(await week()).toMatchObject({ state: 'confirmed', confirmedAt: expect.any(String) });
    expect(await alerts()).toEqual([]);
    await saw([over('1', 1, 0)]);
    expect(await week()).toMatchObject({ state: 'alert' });
  });

  it('are confirmed, and their cards corrected, also when the feed names the playoffs by then', async () => {
    await saw([over('1'), over('2', 0, 0)]);
    await saw([aGame('p', { seasonType: 3, week: 1 })], { seasonType: 3, week: 1 });
    expect(await alerts()).toMatchObject([{ key: 'results/2024/2/8' }]);
    const why = { why: 'It was a storm' };
    expect((await admin.post('/api/admin/results/8/confirm', why)).status).toBe(404);
    const there = '?season=2024&type=regular';
    const card = { picks: { '1': 'away', '2': 'away' }, banker: '1', joker: false, ...why };
    expect(await admin.put(`/api/admin/cards/${player.id}/8${there}`, card)).toMatchObject({ status: 200 });
    expect((await admin.post(`/api/admin/results/8/confirm${there}`, why)).status).toBe(200);
    expect(await alerts()).toEqual([]);
    await saw([], { seasonType: 2, week: 8 });
  });

  it('are put aside by an admin until something new is to be said', async () => {
    await saw([over('1'), over('2', 0, 0)]);
    const [alert] = (await alerts()) as { id: number }[];
    expect((await admin.post(`/api/admin/alerts/${alert?.id}/resolve`)).status).toBe(200);
    await turn();
    expect(await alerts()).toEqual([]);
    await saw([over('1', 0, 1)]);
    expect(await alerts()).toHaveLength(1);
    expect(await admin.post('/api/admin/alerts/999999/resolve')).toMatchObject({ status: 404 });
    expect(await admin.post('/api/admin/alerts/x/resolve')).toMatchObject({ status: 422 });
  });
});

describe('R9: a recompute', () => {
  it('reports the differences, changes nothing in a dry run, and repairs them otherwise', async () => {
    await saw([over('1'), over('2', 3, 14)]);
    await server.db.query(
      `UPDATE player_week SET v[5 + 9 * slot] = 99 FROM rules_slot WHERE name = 'straight'`,
    );
    const recompute = async (query: string) =>
      recomputeSchema.parse((await admin.post(`/api/admin/results/8/recompute${query}`)).body);
    const recorded = () =>
      server.db.query(`SELECT target, after FROM audit WHERE action = 'results.recompute' ORDER BY id`);
    const difference = {
      player: player.id,
      name: 'Pat',
      rules: 'straight',
      before: { points: 99, right: 2, rank: 1 },
      after: { points: 2, right: 2, rank: 1 },
    };
    expect(await recompute('?dryRun=true')).toEqual({
      week: 8,
      dryRun: true,
      changed: 1,
      differences: [difference],
    });
    expect(await recompute('?dryRun=true')).toMatchObject({ changed: 1 });
    expect(await recorded()).toEqual([]);
    expect(await recompute('')).toEqual({ week: 8, dryRun: false, changed: 1, differences: [difference] });
    expect(await recorded()).toEqual([{ target: 'week/2024/2/8', after: { changed: 1 } }]);
    expect(await recompute('')).toMatchObject({ changed: 0, differences: [] });
    expect(await stored(server.db)).toEqual(await fromScratch(server.db));
  });

  it('and all else of results and alerts is the admins’ alone', async () => {
    for (const path of ['check', 'confirm', 'recompute']) {
      expect((await player.post(`/api/admin/results/8/${path}`)).status).toBe(403);
    }
    expect((await player.get('/api/admin/alerts')).status).toBe(403);
    expect(await admin.post('/api/admin/results/99/check')).toMatchObject({ status: 422 });
    for (const path of ['check', 'confirm', 'recompute']) {
      expect(await admin.post(`/api/admin/results/12/${path}`)).toMatchObject({ status: 404 });
    }
  });
});
