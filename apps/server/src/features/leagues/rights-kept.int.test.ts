import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { type Answer, type Caller, manyPlayers } from '../calendar/testing/api.js';
import { aLeague, fillCards, playSeason } from '../reports/testing/played-season.js';
import { ask, documentOf, reaches } from '../reports/testing/report-calls.js';

const openApiSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

const leagueSchema = z.object({ id: z.string(), code: z.string() });

let server: TestServer;
let ann: Caller;
let eve: Caller;
let league: string;
let report: string;
/** Refused before it looked up the league. */
let stopped: string;
let announcement: string;

/** Eve joins Ann's league, creates everything that a member can create, and is removed. */
beforeAll(async () => {
  server = await startTestServer();
  [ann, eve] = (await manyPlayers(server, 2)) as [Caller, Caller];
  await playSeason(server.db, 2);
  await fillCards(server.db, [ann.id, eve.id]);
  const made = leagueSchema.parse((await ann.post('/api/leagues', { name: 'Private' })).body);
  league = made.id;
  expect((await eve.post('/api/leagues/join', { code: made.code })).status).toBe(200);
  report = await ask(eve, { players: [eve.id, ann.id], league });
  await reaches(eve, report, 'complete');
  stopped = await ask(eve, { players: [ann.id], league });
  await eve.delete(`/api/reports/${stopped}`);
  await server.db.query(`UPDATE report_task SET state = 'cancelled' WHERE report = $1`, [stopped]);
  await eve.put(`/api/leagues/${league}/weekly-report`, { on: true });
  const { choices } = z.object({ choices: z.object({}).loose() }).parse((await eve.get('/api/me/push')).body);
  await eve.put('/api/me/push/choices', { ...choices, lead: true, league });
  // as the commissioner of the league, before she hands it over
  await ann.patch(`/api/leagues/${league}/members/${eve.id}`, { role: 'commissioner' });
  const written = await eve.post(`/api/leagues/${league}/announcements`, { title: 'Hello', body: 'All' });
  announcement = z.object({ id: z.string() }).parse(written.body).id;
  await eve.patch(`/api/leagues/${league}/members/${ann.id}`, { role: 'commissioner' });
  expect((await ann.delete(`/api/leagues/${league}/members/${eve.id}`)).status).toBe(204);
  await server.db.query(`UPDATE report SET created_at = created_at - interval '5 minutes'`);
}, 120_000);
afterAll(() => server.close());

/** Her own data stays, and some routes name no league. */
const EXCEPTIONS: Record<string, { body?: unknown; status: number; why: string }> = {
  'GET /api/reports/{id}': { status: 200, why: 'her own report of then' },
  'GET /api/reports/{id}/document': { status: 200, why: 'her own document of then' },
  'PUT /api/reports/{id}/share': { body: { shared: true }, status: 404, why: 'a body' },
  'PUT /api/leagues/{id}/weekly-report': { body: { on: true }, status: 404, why: 'a body' },
  'PATCH /api/leagues/{id}': { body: { name: 'Hers' }, status: 404, why: 'a body' },
  'PATCH /api/leagues/{id}/members/{member}': { body: { role: 'commissioner' }, status: 404, why: 'a body' },
  'POST /api/leagues/{id}/announcements': { body: { title: 'A', body: 'B' }, status: 404, why: 'a body' },
  'PATCH /api/leagues/{id}/announcements/{announcement}': {
    body: { title: 'A' },
    status: 404,
    why: 'a body',
  },
  'GET /api/players/{player}': { status: 200, why: 'everybody plays in `everyone`' },
};
/** Listed last, because it deletes the report. */
const LAST = 'DELETE /api/reports/{id}';
/** Ids of weeks, sessions and devices belong to nobody else. */
const OTHER = /\/api\/(me|admin|auth|weeks|results|docs|scorer)\b/;

async function routes(): Promise<string[]> {
  const { paths } = openApiSchema.parse((await ann.get('/api/openapi.json')).body);
  return Object.entries(paths)
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
    .filter((route) => route.includes('{') && !OTHER.test(route) && route !== LAST);
}

function call(who: Caller, route: string): Promise<Answer> {
  const [method = '', template = ''] = route.split(' ');
  const ids: Record<string, string> = { league, announcement, member: ann.id, player: ann.id, week: '1' };
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === 'id' ? (template.startsWith('/api/reports') ? report : league) : (ids[name] ?? 'x'),
  );
  const body = EXCEPTIONS[route]?.body;
  // a poll's origin is checked first
  if (method === 'GET') return who.get(path, { origin: server.config.publicUrl });
  if (method === 'POST') return who.post(path, body);
  if (method === 'PUT') return who.put(path, body);
  if (method === 'PATCH') return who.patch(path, body);
  return who.delete(path);
}

describe('X3 rights are asked for again, whatever was made before', () => {
  it('every route that takes an id refuses a player who was removed', async () => {
    const found: [string, number][] = [];
    for (const route of await routes()) found.push([route, (await call(eve, route)).status]);
    const expected = found.map(([route]) => [route, EXCEPTIONS[route]?.status ?? 404]);
    expect(found).toEqual(expected);
    expect(found.length).toBeGreaterThan(20);
  });

  it('her reports cannot be made again, and reach the league no more; her own document stays', async () => {
    for (const answer of await Promise.all([
      eve.post(`/api/reports/${stopped}/retry`),
      eve.post(`/api/reports/${report}/rebuild`),
      eve.put(`/api/reports/${report}/share`, { shared: true }),
    ])) {
      expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
    expect((await eve.put(`/api/reports/${report}/share`, { shared: false })).status).toBe(204);
    expect((await ann.get(`/api/reports/${report}`)).status).toBe(404);
    expect((await documentOf(eve, report)).missing).toEqual([]);
  });

  it('a report that has not begun is cancelled with the membership of its owner', async () => {
    // in one statement: a worker that sees tasks of a cancelled report cancels them
    await server.db.query(
      `WITH again AS (UPDATE report SET cancelled_at = NULL, input = NULL WHERE id = $1)
       UPDATE report_task SET state = 'queued', attempts = 0, due_at = now() WHERE report = $1`,
      [stopped],
    );
    const { state, progress } = await reaches(eve, stopped, 'cancelled', 'complete', 'failed');
    expect([state, progress.done]).toEqual(['cancelled', 0]);
  });

  it('a player who left is in no report that is made again', async () => {
    const others = (await manyPlayers(server, 1)) as [Caller];
    const shared = await aLeague(server.db, [ann, ...others]);
    const id = await ask(ann, { players: [others[0].id], league: shared });
    await server.db.query(`UPDATE report SET created_at = created_at - interval '5 minutes'`);
    await others[0].delete(`/api/leagues/${shared}/members/me`);
    const answer = await ann.post(`/api/reports/${id}/rebuild`);
    expect(answer).toMatchObject({ status: 422, body: { problems: [{ code: 'unknown-player' }] } });
  });

  it('news of the league reach her no more', async () => {
    await server.db.query(
      `INSERT INTO push_news (key, player, data, valid_until)
       VALUES ('x', $1, jsonb_build_object('kind', 'lead', 'league', jsonb_build_object('id', $2::text)), now() + interval '1 hour')`,
      [eve.id, league],
    );
    const { MessageStore } = await import('../notifications/batches/message.store.js');
    const store = server.app.get(MessageStore, { strict: false });
    expect(await server.db.transaction((tx) => store.dropUnwanted(tx, eve.id))).toBe(1);
  });
});
