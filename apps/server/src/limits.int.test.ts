import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { HashingQueue } from './features/auth/password.js';
import { type Answer, aPlayer, type Caller, manyPlayers } from './features/calendar/testing/api.js';
import { LIMIT_CLASSES, limitClassOf, ROUTE_EXCEPTIONS } from './platform/http/route-limits.js';
import { type DeclaredRoute, Routes } from './platform/http/routes.js';
import { mailTo, signUp, startTestServer, type TestServer } from './testing/index.js';

/** Thousands of requests, possibly on a busy machine. */
vi.setConfig({ testTimeout: 180_000 });

/** Rules X31 to X39 of docs/security.md, tested from outside, behind a trusted proxy. */
let server: TestServer;
let routes: readonly DeclaredRoute[];
beforeAll(async () => {
  server = await startTestServer({ rateLimits: true, trustedProxies: ['loopback'] });
  routes = server.app.get(Routes).all();
}, 120_000);
afterAll(() => server.close());

const keyOf = ({ method, path }: DeclaredRoute) => `${method.toUpperCase()} ${path}`;
/** Creates two players without the cost of hashing their passwords. */
async function pair(): Promise<[Caller, Caller]> {
  const [one, other] = await manyPlayers(server, 2);
  if (one === undefined || other === undefined) throw new Error('nobody');
  return [one, other];
}
/** Creates an open league of the first player, with the second one in it. */
async function openLeague(owner: Caller, member: Caller): Promise<string> {
  const { body } = await owner.post('/api/leagues', { name: 'Open Den', visibility: 'open' });
  const { id } = z.object({ id: z.string() }).parse(body);
  expect((await member.put(`/api/leagues/${id}/members/me`, {})).status).toBe(200);
  return id;
}
const counters = async () => (await server.db.query<unknown[]>('SELECT 1 FROM rate_limit')).length;

let nets = 0;
/** Returns a /64 that was not used yet. */
const net = () => {
  nets += 1;
  return `2001:db8:0:${nets.toString(16)}`;
};

/** Counts the attempts, made a few at a time, that are not answered with 429, and checks those that are. */
async function passed(attempts: number, attempt: (i: number) => Promise<Response | Answer>): Promise<number> {
  let through = 0;
  for (let i = 0; i < attempts; i += 10) {
    const some = Array.from({ length: Math.min(10, attempts - i) }, (_, j) => attempt(i + j));
    for (const answer of await Promise.all(some)) {
      // a busy machine may answer 503, but never 500
      expect(answer.status).not.toBe(500);
      if (answer.status !== 429) through += 1;
      else if (answer instanceof Response) {
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(await answer.json()).toMatchObject({ code: 'too-many-requests' });
      }
    }
  }
  return through;
}

const from = (address: string, path: string, body?: object): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'x-forwarded-for': address,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const signIn = (address: string, email: string, password = 'wrong password') =>
  from(address, '/api/auth/sign-in/email', { email, password });

describe('X31: every route', () => {
  it('has a class of limits, and each exception names a route that exists', () => {
    const known = new Set(routes.map(keyOf));
    expect(Object.keys(ROUTE_EXCEPTIONS).filter((key) => !known.has(key))).toEqual([]);
    const unlimited = routes.filter((route) => limitClassOf(keyOf(route)) === 'unlimited').map(keyOf);
    expect(unlimited.sort()).toEqual(['GET /healthz', 'GET /metrics', 'GET /readyz']);
    const changes = routes.filter(({ method }) => method !== 'get').map(keyOf);
    expect(changes.filter((key) => /read/.test(limitClassOf(key)))).toEqual([]);
  });

  it('that sends something to others is of the class for sending', () => {
    const sending = routes.filter(({ handler }) => /Announcements.*\.(create|post)/.test(handler));
    expect(sending.length).toBeGreaterThan(1);
    for (const route of sending) expect(limitClassOf(keyOf(route)), keyOf(route)).toBe('send');
  });

  it('is counted as declared: the class of a request is that of the route that answers it', async () => {
    const [one] = await pair();
    const before = await counters();
    // a cheap route of each class that the database counts
    await one.patch('/api/me', {});
    await one.delete('/api/leagues/nowhere/members/me');
    await one.get('/api/me/export');
    await one.post('/api/leagues/nowhere/announcements', {});
    expect(await counters()).toBe(before + 4);
  });
});

describe('X32: one account has as much as its class allows', () => {
  it('reads: 600 a minute; another account is not concerned', async () => {
    const [ann, ben] = await pair();
    let answered = 0;
    // a slow machine may need more than one window
    for (let refused = false; !refused && answered < 6000; answered += 20) {
      const some = Array.from({ length: 20 }, () => ann.get('/api/reports/nowhere'));
      refused = (await Promise.all(some)).some(({ status }) => status === 429);
    }
    expect(answered).toBeGreaterThanOrEqual(600);
    expect(answered).toBeLessThan(6000);
    expect((await ben.get('/api/reports/nowhere')).status).toBe(404);
  });

  it('strangers at closed doors: 1,200 a minute of one address, and players there are not concerned', async () => {
    const [ann] = await pair();
    const address = '198.51.100.77';
    const knock = () => from(address, '/api/me');
    let refused: Response | undefined;
    let answered = 0;
    for (; refused === undefined && answered < 12_000; answered += 50) {
      const some = await Promise.all(Array.from({ length: 50 }, knock));
      refused = some.find(({ status }) => status === 429);
      expect(some.every(({ status }) => status === 401 || status === 429)).toBe(true);
    }
    expect(answered).toBeGreaterThanOrEqual(1200);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await from('198.51.100.78', '/api/me')).status).toBe(401);
    expect((await ann.get('/api/me')).status).toBe(200);
  });

  it('changes: 60 a minute, and what is refused has changed nothing', async () => {
    const [ann] = await pair();
    let last = '';
    const count = await passed(70, async (i) => {
      const answer = await ann.patch('/api/me', { name: `Ann ${i}` });
      if (answer.status === 200) last = `Ann ${i}`;
      return answer;
    });
    expect(count).toBe(60);
    expect(last).not.toBe('');
    const [row] = await server.db.query<{ name: string }[]>('SELECT name FROM "user" WHERE id = $1', [
      ann.id,
    ]);
    expect(Number(row?.name.split(' ')[1])).toBeLessThan(60);
    expect((await ann.get('/api/me')).status).toBe(200);
  });

  it('comings and goings: 10 a minute', async () => {
    const [ann, ben] = await pair();
    const league = await openLeague(ann, ben);
    const goAndCome = (i: number) =>
      i % 2 === 0
        ? ben.delete(`/api/leagues/${league}/members/me`)
        : ben.put(`/api/leagues/${league}/members/me`, {});
    let through = 0;
    for (let i = 0; i < 20; i += 1) through += (await goAndCome(i)).status === 429 ? 0 : 1;
    expect(through).toBe(9);
  });

  it('saves of a card: 60 a minute', async () => {
    const [ann] = await pair();
    const save = () => ann.put('/api/me/cards/1', { picks: {}, banker: null, joker: false });
    expect(await passed(80, save)).toBe(60);
  });

  it('expensive requests: 120 an hour, and a table as a file is one', async () => {
    const [ann] = await pair();
    const spelled = ['text/csv', 'x/y, text/csv', '*/*;q=0.5, TEXT/CSV'];
    const asFile = (i: number) =>
      ann.get('/api/leagues/everyone/standings', { accept: spelled[i % spelled.length] ?? '' });
    expect(await passed(130, asFile)).toBe(120);
    expect((await ann.get('/api/leagues/everyone/standings')).status).toBeLessThan(429);
  });

  it('statistics: 60 a minute', async () => {
    const [ann] = await pair();
    const read = () => ann.get('/api/leagues/everyone/statistics');
    expect(await passed(80, read)).toBe(60);
  });

  it('polls that are answered at once: 1,200 a minute', () => {
    expect(LIMIT_CLASSES.poll).toMatchObject({ account: 1200, windowSeconds: 60 });
    expect(limitClassOf('GET /api/leagues/:id/live')).toBe('poll');
  });
});

describe('X33: an address counts with its /64', () => {
  it('signing up: 30 of one /64, whatever address of it', async () => {
    // it counts although registration is closed, and nothing is hashed
    await server.db.query(`UPDATE installation SET registration = 'closed'`);
    const home = net();
    const up = (i: number) =>
      from(`${home}::${(i + 1).toString(16)}`, '/api/auth/sign-up/email', {
        name: 'Ann',
        email: `${randomUUID()}@test.example`,
        password: 'correct horse',
      });
    expect(await passed(40, up)).toBe(30);
    expect((await signIn(`${net()}::1`, 'nobody@test.example')).status).toBe(401);
    await server.db.query(`UPDATE installation SET registration = 'open'`);
  });

  it('signing in with wrong passwords: 50 of one /64', async () => {
    const home = net();
    const tries = (i: number) => signIn(`${home}::${(i + 1).toString(16)}`, `${randomUUID()}@test.example`);
    expect(await passed(55, tries)).toBe(50);
  });

  it('a claimed address behind an untrusted proxy is nobody’s', async () => {
    const plain = await startTestServer({
      role: 'web',
      rateLimits: true,
      databaseUrl: server.config.databaseUrl,
    });
    try {
      const tries = (i: number) =>
        fetch(`${plain.url}/api/auth/sign-in/email`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-forwarded-for': `203.0.113.${i}` },
          body: JSON.stringify({ email: 'known@test.example', password: 'wrong password' }),
        });
      expect(await passed(15, tries)).toBe(10);
    } finally {
      await plain.close();
    }
  });
});

describe('X35: ten wrong passwords of a stranger', () => {
  const right = 'correct horse';

  it('keep the owner out neither elsewhere nor after a reset by email', async () => {
    const email = `${randomUUID()}@test.example`;
    await signUp(server.url, { email, password: right });
    const home = net();
    expect(await passed(15, () => signIn(`${home}::1`, email))).toBe(10);
    expect((await signIn(`${net()}::1`, email, right)).status).toBe(200);
    expect((await signIn(`${home}::2`, email, right)).status).toBe(429);
    await from(`${home}::2`, '/api/auth/request-password-reset', { email });
    const { link } = await mailTo(server, email, /password/i);
    const token = /reset-password\/([^?]+)/.exec(link)?.[1] ?? '';
    const reset = { token, newPassword: 'battery staple' };
    expect((await from(`${home}::2`, '/api/auth/reset-password', reset)).status).toBe(200);
    expect((await signIn(`${home}::2`, email, 'battery staple')).status).toBe(200);
  });
});

describe('X36: nobody resets their own limit', () => {
  it('by a right password between wrong ones, at sign-in or when it is asked for again', async () => {
    const { email, cookie } = await signUp(server.url, { password: 'correct horse' });
    const home = net();
    expect(await passed(9, () => signIn(`${home}::1`, email))).toBe(9);
    expect((await signIn(`${home}::1`, email, 'correct horse')).status).toBe(200);
    expect((await signIn(`${home}::1`, email)).status).toBe(401);
    expect((await signIn(`${home}::1`, email)).status).toBe(429);
    const change = (password: string) =>
      fetch(`${server.url}/api/me/email`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ email: `${randomUUID()}@test.example`, password }),
      });
    expect(await passed(9, () => change('wrong password'))).toBe(9);
    expect((await change('correct horse')).status).toBe(204);
    expect((await change('wrong password')).status).toBe(403);
    expect((await change('correct horse')).status).toBe(429);
  });
});

describe('X37: a crowd that signs in', () => {
  it('waits in a queue of 50; the next one must try again, which does not count as a failure', async () => {
    const queue = server.app.get(HashingQueue, { strict: false });
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const working = Array.from({ length: 3 }, () => queue.run(() => gate));
    // they leave the queue in a microtask
    await Promise.resolve();
    const waiting = Array.from({ length: 50 }, () => queue.run(() => gate));
    const [home, email] = [`${net()}::1`, `${randomUUID()}@test.example`];
    try {
      for (let i = 0; i < 12; i += 1) {
        const answer = await signIn(home, email);
        expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
        expect(await answer.json()).toMatchObject({ code: 'busy' });
      }
    } finally {
      open();
    }
    await Promise.all([...working, ...waiting]);
    expect((await signIn(home, email)).status).toBe(401);
  });
});

describe('X38: one address gets few emails from everybody together', () => {
  it('confirmations of a wanted address: 5 a day', async () => {
    const wanted = `${randomUUID()}@test.example`;
    let sent = 0;
    for (let i = 0; i < 3; i += 1) {
      const asker = await aPlayer(server.url);
      sent += await passed(4, () =>
        asker.post('/api/me/email', { email: wanted, password: 'correct horse' }),
      );
    }
    expect(sent).toBe(5);
    const [{ count } = { count: -1 }] = await server.db.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM mail WHERE recipient = $1',
      [wanted],
    );
    expect(count).toBe(5);
  });

  it('announcements of a league: 20 an hour, 5 a day by email', async () => {
    const [ann, ben] = await pair();
    const league = await openLeague(ann, ben);
    const post = (mail: boolean) => () =>
      ann.post(`/api/leagues/${league}/announcements`, { title: 'Hey', body: 'You', mail });
    expect(await passed(8, post(true))).toBe(5);
    expect(await passed(30, post(false))).toBe(12);
    const mails = await server.db.query<unknown[]>('SELECT 1 FROM mail WHERE player = $1', [ben.id]);
    expect(mails).toHaveLength(5);
  });

  it('announcements of many leagues: 10 a day', async () => {
    const [ben, ...others] = await manyPlayers(server, 4);
    for (const each of others) {
      const league = await openLeague(each, ben ?? each);
      for (let i = 0; i < 5; i += 1) {
        const said = { title: `Hey ${i}`, body: 'You', mail: true };
        expect((await each.post(`/api/leagues/${league}/announcements`, said)).status).toBe(201);
      }
    }
    const mails = await server.db.query<unknown[]>('SELECT 1 FROM mail WHERE player = $1', [ben?.id]);
    expect(mails).toHaveLength(10);
  });
});
