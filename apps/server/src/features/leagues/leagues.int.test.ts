import { EVERYONE, leagueSchema, leagueSummarySchema, openLeaguesSchema } from '@sunday-live/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer, until } from '../../testing/index.js';
import { queryOnce } from '../../testing/test-database.js';
import { type Answer, aPlayer, aVisitor, type Caller } from '../calendar/testing/api.js';
import { SlateLog } from '../slate/slate-log.js';

let server: TestServer;
let ann: Caller;
let ben: Caller;
let cleo: Caller;

beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  [ann, ben, cleo] = await Promise.all([
    aPlayer(server.url, { name: 'Ann Vale' }),
    aPlayer(server.url, { name: 'Ben Vale' }),
    aPlayer(server.url, { name: 'Cleo Vale' }),
  ]);
});
afterAll(async () => {
  await server.close();
});
beforeEach(async () => {
  await server.db.query(`DELETE FROM league WHERE id <> '${EVERYONE}'`);
});

const summary = (answer: Answer) => leagueSummarySchema.parse(answer.body);
const league = (answer: Answer) => leagueSchema.parse(answer.body);

/** A league of Ann's. */
async function annsLeague(given: object = {}): Promise<{ id: string; code: string }> {
  const answer = await ann.post('/api/leagues', { name: 'Kitchen Table', ...given });
  expect(answer.status).toBe(201);
  const { id, code } = summary(answer);
  return { id, code: code ?? '' };
}

async function memberEvents(id: string): Promise<{ kind: string; player: string }[]> {
  return server.db.query(
    `SELECT kind, payload->>'player' AS player FROM slate_event WHERE payload->>'league' = $1 ORDER BY seq`,
    [id],
  );
}

describe('a league', () => {
  it('is created with its rules, and its creator is the commissioner', async () => {
    const { id, code } = await annsLeague({ rules: 'straight' });
    expect(code).toMatch(/^[A-Z2-9]{8}$/);
    expect(league(await ann.get(`/api/leagues/${id}`))).toMatchObject({
      name: 'Kitchen Table',
      rules: 'straight',
      visibility: 'code',
      role: 'commissioner',
      members: [{ id: ann.id, name: 'Ann Vale', role: 'commissioner' }],
    });
    expect(await memberEvents(id)).toEqual([{ kind: 'member', player: ann.id }]);
  });

  it.each([
    ['no name', { name: ' ' }],
    ['a name without end', { name: 'x'.repeat(61) }],
    ['other rules', { name: 'x', rules: 'mine' }],
    ['more than a league', { name: 'x', id: 'everyone', members: 900, code: 'MYCODE' }],
  ])('is not created with %s', async (_what, input) => {
    expect(await ann.post('/api/leagues', input)).toMatchObject({
      status: 422,
      body: { code: 'invalid-input' },
    });
  });

  it('is joined by its code however it is typed, once', async () => {
    const { id, code } = await annsLeague();
    const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `;
    expect(summary(await ben.post('/api/leagues/join', { code: typed }))).toMatchObject({
      id,
      role: 'member',
      members: 2,
    });
    expect((await ben.post('/api/leagues/join', { code })).status).toBe(200);
    expect(await memberEvents(id)).toEqual([
      { kind: 'member', player: ann.id },
      { kind: 'member', player: ben.id },
    ]);
  });

  it('hides its code from members, unless it is open', async () => {
    const { id, code } = await annsLeague();
    expect(summary(await ben.post('/api/leagues/join', { code })).code).toBeNull();
    await ann.patch(`/api/leagues/${id}`, { visibility: 'open' });
    expect(league(await ben.get(`/api/leagues/${id}`)).code).toBe(code);
  });

  it('is not found by a wrong code', async () => {
    expect(await ben.post('/api/leagues/join', { code: 'WRONG' })).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
  });

  it('is left for good', async () => {
    const { id, code } = await annsLeague();
    await ben.post('/api/leagues/join', { code });
    expect((await ben.delete(`/api/leagues/${id}/members/me`)).status).toBe(204);
    expect((await ben.get(`/api/leagues/${id}`)).status).toBe(404);
    expect((await ben.delete(`/api/leagues/${id}/members/me`)).status).toBe(404);
    expect((await memberEvents(id)).at(-1)).toEqual({ kind: 'member-left', player: ben.id });
  });

  it('goes to the longest member when its last commissioner leaves, and ends with its last member', async () => {
    const { id, code } = await annsLeague();
    await cleo.post('/api/leagues/join', { code });
    await ben.post('/api/leagues/join', { code });
    await ann.delete(`/api/leagues/${id}/members/me`);
    expect(
      league(await cleo.get(`/api/leagues/${id}`)).members.map(({ name, role }) => [name, role]),
    ).toEqual([
      ['Ben Vale', 'member'],
      ['Cleo Vale', 'commissioner'],
    ]);
    await cleo.delete(`/api/leagues/${id}/members/me`);
    await ben.delete(`/api/leagues/${id}/members/me`);
    expect(await server.db.query('SELECT 1 FROM league WHERE id = $1', [id])).toEqual([]);
    expect((await ben.post('/api/leagues/join', { code })).status).toBe(404);
  });

  it('goes to nobody whose account is suspended, by leaving or by hand, while somebody else is there', async () => {
    const { id, code } = await annsLeague();
    // a suspension ends all sessions, so nobody of the other tests is suspended
    const dan = await aPlayer(server.url, { name: 'Dan Vale' });
    for (const who of [dan, cleo]) await who.post('/api/leagues/join', { code });
    await server.db.query('UPDATE "user" SET banned_at = now() WHERE id = $1', [dan.id]);
    const handed = await ann.patch(`/api/leagues/${id}/members/${dan.id}`, { role: 'commissioner' });
    expect([handed.status, league(await ann.get(`/api/leagues/${id}`)).role]).toEqual([409, 'commissioner']);
    await ann.delete(`/api/leagues/${id}/members/me`);
    expect(league(await cleo.get(`/api/leagues/${id}`)).role).toBe('commissioner');
    await server.db.query('DELETE FROM "user" WHERE id = $1', [dan.id]);
  });

  it.each([
    ['its last member leaves', (id: string) => ann.delete(`/api/leagues/${id}/members/me`)],
    ['it gets a new code', (id: string) => ann.patch(`/api/leagues/${id}`, { newCode: true })],
  ])('is not joined by its code while %s', async (_, change) => {
    const { id, code } = await annsLeague();
    const waiting = async (count: number) => {
      const [row] = await queryOnce<{ waiting: number }>(
        server.config.databaseUrl ?? '',
        `SELECT count(*)::int AS waiting FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return (row?.waiting ?? 0) >= count;
    };
    const [changed, joined] = await server.app.get(SlateLog, { strict: false }).write(async (_tx, log) => {
      await log.lock();
      const changing = change(id);
      await until(() => waiting(1));
      const joining = ben.post('/api/leagues/join', { code });
      // an earlier version read the code here
      await until(() => waiting(2));
      return [changing, joining] as const;
    });
    expect((await changed).status).toBeLessThan(300);
    expect((await joined).status).toBe(404);
  });
});

describe('an open league', () => {
  const open = async (who: Caller, query = '') =>
    openLeaguesSchema.parse((await who.get(`/api/leagues/open${query}`)).body);

  it('is listed for those who are not in it, the largest first; one by code is not', async () => {
    const { id } = await annsLeague({ name: 'Small', visibility: 'open' });
    await annsLeague({ name: 'Hidden' });
    const { id: large } = await annsLeague({ name: 'Large', visibility: 'open', rules: 'straight' });
    await ben.put(`/api/leagues/${large}/members/me`, undefined);
    expect(await open(ann)).toEqual([]);
    expect(await open(cleo)).toEqual([
      { id: large, name: 'Large', rules: 'straight', members: 2 },
      { id, name: 'Small', rules: 'classic', members: 1 },
    ]);
    expect((await open(ben)).map(({ name }) => name)).toEqual(['Small']);
    expect((await open(cleo, '?search=ARG')).map(({ name }) => name)).toEqual(['Large']);
    expect(await open(cleo, '?search=%25')).toEqual([]);
    expect((await aVisitor(server.url).get('/api/leagues/open')).status).toBe(401);
  });

  it('is joined without a code, once', async () => {
    const { id } = await annsLeague({ visibility: 'open' });
    const joined = await ben.put(`/api/leagues/${id}/members/me`, undefined);
    expect(summary(joined)).toMatchObject({ id, role: 'member', members: 2 });
    expect((await ben.put(`/api/leagues/${id}/members/me`, undefined)).status).toBe(200);
    expect(await memberEvents(id)).toEqual([
      { kind: 'member', player: ann.id },
      { kind: 'member', player: ben.id },
    ]);
    expect(summary(await ann.put(`/api/leagues/${id}/members/me`, undefined)).role).toBe('commissioner');
  });

  it('is the only kind that is joined so', async () => {
    const { id } = await annsLeague();
    const closed = await ben.put(`/api/leagues/${id}/members/me`, undefined);
    expect(closed).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await ben.put('/api/leagues/no-such-league/members/me', undefined)).text).toBe(closed.text);
    expect((await ben.put(`/api/leagues/${EVERYONE}/members/me`, undefined)).status).toBe(200);
    expect(await memberEvents(EVERYONE)).toEqual([]);
  });
});

describe('everyone', () => {
  it('comes first among my leagues, holds all and is never left or run', async () => {
    const { id } = await annsLeague();
    const mine = await ann.get('/api/leagues');
    expect(mine.body).toMatchObject([{ id: EVERYONE, members: 3, code: null }, { id }]);
    expect(league(await cleo.get(`/api/leagues/${EVERYONE}`)).members.map(({ name }) => name)).toEqual([
      'Ann Vale',
      'Ben Vale',
      'Cleo Vale',
    ]);
    for (const answer of [
      await ann.delete(`/api/leagues/${EVERYONE}/members/me`),
      await ann.delete(`/api/leagues/${EVERYONE}/members/${ben.id}`),
      await ann.patch(`/api/leagues/${EVERYONE}`, { name: 'Mine' }),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'league-is-fixed' } });
    }
  });
});

describe('the commissioner', () => {
  it('renames, changes the code, removes and hands over', async () => {
    const { id, code } = await annsLeague();
    await ben.post('/api/leagues/join', { code });
    await cleo.post('/api/leagues/join', { code });
    const changed = summary(await ann.patch(`/api/leagues/${id}`, { name: 'Attic', newCode: true }));
    expect(changed.name).toBe('Attic');
    expect(changed.code).not.toBe(code);
    expect((await ben.post('/api/leagues/join', { code })).status).toBe(404);

    expect((await ann.delete(`/api/leagues/${id}/members/${cleo.id}`)).status).toBe(204);
    expect((await cleo.get(`/api/leagues/${id}`)).status).toBe(404);
    expect((await memberEvents(id)).at(-1)).toEqual({ kind: 'member-left', player: cleo.id });

    expect(
      summary(await ann.patch(`/api/leagues/${id}/members/${ben.id}`, { role: 'commissioner' })).role,
    ).toBe('member');
    expect(summary(await ben.patch(`/api/leagues/${id}`, { name: 'Cellar' })).role).toBe('commissioner');
  });

  it('hands over to members only, and keeps the league otherwise', async () => {
    const { id } = await annsLeague();
    expect((await ann.patch(`/api/leagues/${id}/members/${ben.id}`, { role: 'commissioner' })).status).toBe(
      404,
    );
    expect(league(await ann.get(`/api/leagues/${id}`)).role).toBe('commissioner');
  });

  it('alone may do so', async () => {
    const { id, code } = await annsLeague();
    await ben.post('/api/leagues/join', { code });
    for (const answer of [
      await ben.patch(`/api/leagues/${id}`, { name: 'Mine' }),
      await ben.delete(`/api/leagues/${id}/members/${ann.id}`),
      await ben.patch(`/api/leagues/${id}/members/${ben.id}`, { role: 'commissioner' }),
    ]) {
      expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
  });
});

describe('a league that is not mine', () => {
  const routes: [string, (who: Caller, id: string) => Promise<Answer>][] = [
    ['GET', (who, id) => who.get(`/api/leagues/${id}`)],
    ['PATCH', (who, id) => who.patch(`/api/leagues/${id}`, { name: 'Mine' })],
    ['leave', (who, id) => who.delete(`/api/leagues/${id}/members/me`)],
    ['remove', (who, id) => who.delete(`/api/leagues/${id}/members/${ann.id}`)],
    ['hand over', (who, id) => who.patch(`/api/leagues/${id}/members/${ann.id}`, { role: 'commissioner' })],
    ['standings', (who, id) => who.get(`/api/leagues/${id}/standings?scope=week`)],
    ['standings as CSV', (who, id) => who.get(`/api/leagues/${id}/standings`, { accept: 'text/csv' })],
    ['cards', (who, id) => who.get(`/api/leagues/${id}/cards/8`)],
    ['history', (who, id) => who.get(`/api/leagues/${id}/history/8`)],
  ];

  it.each(routes)('does not exist for %s, just as one that never was', async (_name, call) => {
    const { id } = await annsLeague();
    const mine = await call(ben, id);
    expect(mine).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(mine.text).toBe((await call(ben, 'no-such-league')).text);
  });

  it.each(routes)('asks visitors to sign in for %s', async (_name, call) => {
    const { id } = await annsLeague();
    expect((await call(aVisitor(server.url), id)).status).toBe(401);
  });
});

describe('guessing codes', () => {
  it('X36: ends after twenty, and a right one between them changes nothing', async () => {
    const { code } = await annsLeague();
    const strict = await startTestServer({
      role: 'web',
      databaseUrl: server.config.databaseUrl,
      rateLimits: true,
    });
    try {
      const guesser = await aPlayer(strict.url);
      const join = (guess: string) => guesser.post('/api/leagues/join', { code: guess });
      const tries = async (count: number) => {
        for (let i = 0; i < count; i += 1) expect((await join(`WRONG${i}`)).status).toBe(404);
      };
      await tries(14);
      for (let i = 0; i < 5; i += 1) expect((await join(code)).status).toBe(200);
      await tries(6);
      expect(await join('WRONGAGAIN')).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
      expect(await join(code)).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    } finally {
      await strict.close();
    }
  });
});
