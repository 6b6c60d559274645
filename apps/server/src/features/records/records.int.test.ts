import { EVERYONE, leagueRecordsSchema, type WrittenRecord } from '@sunday-live/contract';
import { storeCards, type TestCard } from '@sunday-live/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { aPlayer, aVisitor, type Caller } from '../calendar/testing/api.js';
import { aGame, anAnswer, feed } from '../calendar/testing/slate-fixture.js';

const DAY_MS = 86_400_000;

let server: TestServer;
let ann: Caller;
let ben: Caller;
let admin: Caller;

const insertCard = (who: Caller, season: number, picks: TestCard['picks'], banker: string) =>
  storeCards(server.db, [{ player: who.id, season, week: 1, picks, banker }]);
const records = async (query = '', league: string = EVERYONE) =>
  leagueRecordsSchema.parse((await ann.get(`/api/leagues/${league}/records${query}`)).body);

/** Two seasons of one week: Ben's banker won 60 in the first, Ann's lost 20 in the second. */
beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  [ann, ben, admin] = await Promise.all([
    aPlayer(server.url, { name: 'Ann' }),
    aPlayer(server.url, { name: 'Ben' }),
    aPlayer(server.url, { name: 'Ada' }),
  ]);
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
  const game = (season: number, awayScore: number, homeScore: number) => {
    const kickoff = new Date(Date.now() - (season === 2023 ? 400 : 7) * DAY_MS);
    return aGame(`g${season}`, { season, week: 1, kickoff, state: 'post', awayScore, homeScore });
  };
  await feed(server.app, anAnswer([game(2023, 30, 7)], { season: 2023, week: 1 }));
  await feed(server.app, anAnswer([game(2024, 3, 10)], { week: 1 }));
  await insertCard(ann, 2023, { g2023: 'home' }, 'none');
  await insertCard(ben, 2023, { g2023: 'away' }, 'g2023');
  await insertCard(ann, 2024, { g2024: 'away' }, 'g2024');
  await insertCard(ben, 2024, { g2024: 'home' }, 'none');
});
afterAll(async () => {
  await server.close();
});

describe("a league's records", () => {
  it('are over all seasons', async () => {
    const { seasons, records: all } = await records();
    expect(seasons).toEqual([2024, 2023]);
    expect(all).toMatchObject([
      { kind: 'best-week', value: 60, holders: [{ id: ben.id, season: 2023, week: 1 }], times: 1 },
      { kind: 'worst-week', value: -20, holders: [{ id: ann.id, season: 2024, week: 1 }] },
      { kind: 'most-right', value: 1, holders: [{ season: 2023 }, { season: 2024 }], times: 2 },
      { kind: 'best-season', value: 60 },
      { kind: 'best-banker', value: 60, holders: [{ id: ben.id }] },
      { kind: 'worst-banker', value: -20, holders: [{ id: ann.id }] },
      { kind: 'longest-run', value: 1 },
      { kind: 'longest-lead', value: 1, times: 2 },
    ]);
  });

  it('are of one season when asked so', async () => {
    const { seasons, records: of2024 } = await records('?season=2024');
    expect(seasons).toEqual([2024, 2023]);
    expect(of2024.find(({ kind }) => kind === 'best-week')).toMatchObject({
      value: 10,
      holders: [{ id: ben.id }],
    });
  });

  it('include only its members, and nobody while nobody has played', async () => {
    const { id } = (await ann.post('/api/leagues', { name: 'Kitchen Table' })).body as { id: string };
    expect((await records('', id)).records.find(({ kind }) => kind === 'best-week')).toMatchObject({
      value: 0,
    });
    const { id: empty } = (await admin.post('/api/leagues', { name: 'Empty' })).body as { id: string };
    expect((await admin.get(`/api/leagues/${empty}/records`)).body).toMatchObject({ records: [] });
    expect(await ben.get(`/api/leagues/${id}/records`)).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
    expect((await aVisitor(server.url).get(`/api/leagues/${id}/records`)).status).toBe(401);
  });
});

describe('records written by hand', () => {
  const input = { title: 'First champion', holder: 'Old Tom', feat: '1,204 points', season: 1998 };

  it('are entered, changed and deleted by an admin, each with its row of the audit', async () => {
    const created = await admin.post('/api/admin/records', input);
    expect(created.status).toBe(201);
    const { id } = created.body as WrittenRecord;
    expect((await ann.get('/api/records')).body).toEqual([{ id, ...input }]);
    const changed = await admin.put(`/api/admin/records/${id}`, { ...input, season: null });
    expect(changed).toMatchObject({ status: 200, body: { id, season: null } });
    expect((await ann.get('/api/records')).body).toEqual([{ id, ...input, season: null }]);
    expect((await admin.delete(`/api/admin/records/${id}`)).status).toBe(204);
    expect((await ann.get('/api/records')).body).toEqual([]);
    const audit = await server.db.query(`SELECT action FROM audit WHERE target = $1 ORDER BY id`, [
      `record/${id}`,
    ]);
    expect(audit).toEqual(['create', 'change', 'remove'].map((what) => ({ action: `record.${what}` })));
  });

  it.each([
    ['no title', { ...input, title: ' ' }],
    ['a text that is too long', { ...input, feat: 'x'.repeat(201) }],
    ['another field', { ...input, id: 'mine' }],
    ['a season before the first one', { ...input, season: 12 }],
  ])('are refused with %s', async (_what, bad) => {
    expect(await admin.post('/api/admin/records', bad)).toMatchObject({
      status: 422,
      body: { code: 'invalid-input' },
    });
    expect((await ann.get('/api/records')).body).toEqual([]);
  });

  it('are written by admins only, and a missing one is not found', async () => {
    expect((await ann.post('/api/admin/records', input)).status).toBe(403);
    expect((await ann.put('/api/admin/records/x', input)).status).toBe(403);
    expect((await ann.delete('/api/admin/records/x')).status).toBe(403);
    expect((await admin.put('/api/admin/records/x', input)).status).toBe(404);
    expect((await admin.delete('/api/admin/records/x')).status).toBe(404);
    expect((await aVisitor(server.url).get('/api/records')).status).toBe(401);
  });
});
