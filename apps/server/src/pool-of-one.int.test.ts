import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Answer, aPlayer, type Caller, manyPlayers } from './features/calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from './features/calendar/testing/slate-fixture.js';
import { type DeclaredRoute, Routes } from './platform/http/routes.js';
import { startTestServer, type TestServer, until } from './testing/index.js';
import { sampleBody } from './testing/sample-body.js';

/**
 * Code that holds a connection while it waits for another one deadlocks a pool of one. Everything that the server does
 * must work with such a pool.
 */
const HOUR_MS = 3_600_000;

let server: TestServer;
let routes: readonly DeclaredRoute[];
let admin: Caller;
let eve: Caller;
let league: string;

beforeAll(async () => {
  server = await startTestServer({ databasePool: 1, rateLimits: true });
  routes = server.app.get(Routes).all();
  await lockAtKickOff(server.db);
  admin = await aPlayer(server.url);
  eve = await aPlayer(server.url);
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
  const kickoff = (hours: number) => ({ kickoff: new Date(Date.now() + hours * HOUR_MS) });
  const games = [aGame('1', kickoff(-3)), aGame('2', kickoff(24))];
  await until(() => done(feed(server.app, anAnswer(games))), 20_000);
  const made = await patiently(() => eve.post('/api/leagues', { name: 'Of one' }));
  league = z.object({ id: z.string() }).parse(made.body).id;
  const card = { picks: { 2: 'away' }, banker: '2', joker: false };
  expect((await patiently(() => eve.put('/api/me/cards/8', card))).status).toBe(200);
}, 60_000);
afterAll(() => server.close());

/** Handlers that end the session, so they run last. */
const LAST = new Set(['SessionsController.endAll', 'AccountController.remove']);

function send(who: Caller, { method, path, api }: DeclaredRoute, accept: string): Promise<Answer> {
  const known: Record<string, string> = { week: '8', id: league, player: eve.id, member: admin.id };
  const address = path.replaceAll(/:(\w+)/g, (_, name: string) => known[name] ?? randomUUID());
  if (method === 'get') return who.get(address, { accept, 'x-requested-with': 'sunday-live' });
  if (method === 'delete') return who.delete(address);
  return who[method](address, api?.body === undefined ? {} : sampleBody(api.body));
}

/** Tries again while workers use the only connection: waiting briefly is no deadlock. */
async function patiently(ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask();
    if (answer.status !== 503 || attempt === 5) return answer;
  }
}

/** Returns false when no connection was free in time. */
const done = (work: Promise<void>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );

describe('with a pool of one connection', () => {
  it('every route answers, to players and admins, as JSON and as CSV', async () => {
    const wanted = routes.filter(({ path, handler }) => !path.includes('*') && !LAST.has(handler));
    expect(wanted.length).toBeGreaterThan(80);
    const wrong: string[] = [];
    for (const route of wanted) {
      const who = route.access === 'admin' ? admin : eve;
      for (const accept of route.method === 'get' ? ['application/json', 'text/csv'] : ['application/json']) {
        const { status, text } = await patiently(() => send(who, route, accept));
        if (status >= 500) wrong.push(`${status} ${route.method} ${route.path}: ${text.slice(0, 200)}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  it('many save, rename and ask for reports at the same moment: each is answered with success or busy', async () => {
    const many = await manyPlayers(server, 4);
    const answers = await Promise.all(
      many.flatMap((who) => [
        who.put('/api/me/cards/8', { picks: { 2: 'home' }, banker: null, joker: false }),
        who.post('/api/reports', { players: [who.id] }),
        who.patch('/api/me', { name: 'One of many' }),
      ]),
    );
    for (const { status, text } of answers) expect([200, 202, 422, 503], text).toContain(status);
    expect(answers.some(({ status }) => status === 200)).toBe(true);
  });

  it('workers take their turns: games lock, scores are worked in, reports are made', async () => {
    const game = {
      state: 'post' as const,
      homeScore: 20,
      awayScore: 24,
      kickoff: new Date(Date.now() - HOUR_MS),
    };
    await until(() => done(feed(server.app, anAnswer([aGame('1', game), aGame('2', game)]))), 20_000);
    await until(async () => {
      const [row] = await server.db
        .query<{ points: number }[]>(
          `SELECT points FROM result_in_words WHERE player = $1 AND rules = 'classic'`,
          [eve.id],
        )
        .catch(() => []);
      return row !== undefined;
    }, 25_000);
    const asked = await patiently(() => eve.post('/api/reports', { players: [eve.id] }));
    const { id } = z.object({ id: z.string() }).parse(asked.body);
    await until(async () => {
      const { body } = await patiently(() => eve.get(`/api/reports/${id}`));
      return z.object({ state: z.string() }).parse(body).state === 'complete';
    }, 40_000);
  }, 70_000);

  it('an account is deleted', async () => {
    const gone = await aPlayer(server.url);
    const answer = await fetch(`${server.url}/api/me`, {
      method: 'DELETE',
      headers: { cookie: gone.cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ password: 'correct horse', confirm: 'delete' }),
    });
    expect(answer.status).toBeLessThan(300);
  });
});
