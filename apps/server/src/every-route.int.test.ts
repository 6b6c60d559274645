import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Answer, aPlayer, aVisitor, type Caller } from './features/calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from './features/calendar/testing/slate-fixture.js';
import { CACHED_ROUTES } from './platform/http/answer-caching.js';
import { type DeclaredRoute, Routes } from './platform/http/routes.js';
import { startTestServer, type TestServer, until } from './testing/index.js';
import { sampleBody } from './testing/sample-body.js';

/** Laws for every route, read from the controllers, so that a new route must obey them too. */
const HOUR_MS = 3_600_000;
const HOSTILE_NAME = '<img src=x onerror=alert(1)>';

let server: TestServer;
let routes: readonly DeclaredRoute[];
/** Owns a league and has a card. */
let ann: Caller;
/** Is a member of the league. */
let ben: Caller;
/** Is not a member of the league. */
let outsider: Caller;
let admin: Caller;
let league: string;
let announcement: string;

beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  await lockAtKickOff(server.db);
  routes = server.app.get(Routes).all();
  [ann, ben, outsider, admin] = await Promise.all([
    aPlayer(server.url, { name: HOSTILE_NAME }),
    aPlayer(server.url),
    aPlayer(server.url),
    aPlayer(server.url),
  ]);
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
  const later = new Date(Date.now() + 24 * HOUR_MS);
  await feed(server.app, anAnswer(['1', '2', '3'].map((id) => aGame(id, { kickoff: later }))));
  const made = await ann.post('/api/leagues', { name: '"><script>alert(1)</script>' });
  const { id, code } = z.object({ id: z.string(), code: z.string() }).parse(made.body);
  league = id;
  expect((await ben.post('/api/leagues/join', { code })).status).toBeLessThan(300);
  const said = { title: '<svg onload=alert(1)>', body: '[a](javascript:alert(1))', level: 'info' };
  const sent = await ann.post(`/api/leagues/${league}/announcements`, said);
  announcement = z.object({ id: z.string() }).parse(sent.body).id;
}, 60_000);
afterAll(() => server.close());

function addressOf({ path }: DeclaredRoute, ids: Readonly<Record<string, string>> = {}): string {
  const known: Readonly<Record<string, string>> = {
    week: '8',
    player: ann.id,
    member: ann.id,
    announcement,
    ...ids,
  };
  return path.replaceAll(/:(\w+)/g, (_, name: string) => known[name] ?? randomUUID());
}

function send(who: Caller, { method }: DeclaredRoute, address: string, body: unknown): Promise<Answer> {
  if (method === 'get') return who.get(address, { 'x-requested-with': 'sunday-live' });
  if (method === 'delete') return who.delete(address);
  return who[method](address, body ?? {});
}

const bodyOf = ({ api }: DeclaredRoute): z.core.$ZodType | undefined => api?.body;
const isWild = ({ path }: DeclaredRoute) => path.includes('*');
const reads = () =>
  routes.filter((route) => route.method === 'get' && !isWild(route) && route.path !== '/metrics');

describe('a league that is not mine', () => {
  /** Bodies that cannot be derived from their schema alone. */
  const GIVEN: Readonly<Record<string, unknown>> = {};

  it('does not exist on any route, just as one that never was', async () => {
    const ofLeagues = routes.filter(({ path }) => path.startsWith('/api/leagues/:id'));
    expect(ofLeagues.length).toBeGreaterThan(15);
    for (const route of ofLeagues) {
      expect(route.access, route.handler).toBe('signed-in');
      const schema = bodyOf(route);
      const body = GIVEN[route.handler] ?? (schema && sampleBody(schema));
      if (schema) expect(z.safeParse(schema, body).success, `a body for ${route.handler}`).toBe(true);
      const [theirs, none] = await Promise.all(
        [league, 'no-such-league'].map((id) => send(outsider, route, addressOf(route, { id }), body)),
      );
      expect(theirs, route.handler).toMatchObject({ status: 404, body: { code: 'not-found' } });
      expect(theirs?.text, route.handler).toBe(none?.text);
    }
  });

  it('exists for its members: not all of the same requests are refused', async () => {
    for (const route of reads().filter(({ path }) => path.startsWith('/api/leagues/:id'))) {
      const answer = await send(ben, route, addressOf(route, { id: league }), undefined);
      if (answer.status === 403) expect(route.handler).toMatch(/Announcements/);
      else expect(answer.status, route.handler).toBe(200);
    }
  });
});

describe('picks of games that are not locked (X20)', () => {
  /** A league in which an open joker would triple the points of the started games (X21). */
  let jokers: string;
  let visitor: Caller;
  const SEEN = { '0': 'away' } as const;
  const WORLDS = [
    { picks: { ...SEEN, '1': 'away', '2': 'home', '3': 'home' }, banker: '1', joker: false },
    { picks: { ...SEEN, '1': 'home', '2': 'away', '3': 'away' }, banker: '2', joker: true },
  ];
  /**
   * Bodies and addresses that try to reveal each secret; other routes get the smallest body that their schema accepts.
   */
  const ROAD_TEAMS = ['71', '72', '73'];
  const correction = (week: number, banker: string | null, own: object) => ({
    address: `/api/admin/cards/${ann.id}/${week}`,
    body: { picks: own, banker, joker: false, why: 'Sent by email before the deadline' },
  });
  const GIVEN: Readonly<Record<string, () => { address: string; body: unknown }[]>> = {
    'CardsAdminController.correct': () => [
      ...ROAD_TEAMS.map((id) => correction(7, id, { '71': 'away', '72': 'away', '73': 'away' })),
      ...['0', '1', '2', '3', null].map((id) => correction(8, id, { '0': 'home', '1': 'away' })),
      correction(8, null, SEEN),
    ],
    'SeasonAdminController.setDeadline': () => [
      { address: '/api/admin/weeks/7', body: { deadline: new Date(4e12).toISOString(), opens: ['71'] } },
      { address: '/api/admin/weeks/8', body: { deadline: new Date(4e12).toISOString() } },
    ],
  };
  /** Routes that are unrelated to cards and cannot be repeated; tests of other features cover them. */
  const SKIPPED = /^(Users|Queues)[A-Za-z]*Controller\.(?!verify)|^FeedAdmin/;

  beforeAll(async () => {
    visitor = aVisitor(server.url);
    const made = await ann.post('/api/leagues', { name: 'Jokers', rules: 'joker-week' });
    const { id, code } = z.object({ id: z.string(), code: z.string() }).parse(made.body);
    jokers = id;
    expect((await ben.post('/api/leagues/join', { code })).status).toBeLessThan(300);
    const past = new Date(Date.now() - 100 * HOUR_MS);
    const soon = new Date(Date.now() + HOUR_MS);
    const old = ROAD_TEAMS.map((game) => aGame(game, { week: 7, away: `A${game[1]}`, kickoff: soon }));
    await feed(server.app, anAnswer([aGame('0', { kickoff: soon }), ...old]));
    const before = { picks: { '71': 'away', '72': 'away', '73': 'away' }, banker: '73', joker: false };
    expect((await ann.put('/api/me/cards/7', before)).status).toBe(200);
    expect((await ann.put('/api/me/cards/8', WORLDS[0])).status).toBe(200);
    const played = old.map((game) => ({
      ...game,
      state: 'post' as const,
      awayScore: 10,
      kickoff: past.toISOString(),
    }));
    await feed(server.app, anAnswer([aGame('0', { kickoff: past, state: 'in', awayScore: 7 }), ...played]));
  });

  /** Removes times, positions and random ids from an answer. */
  function still({ status, text }: Answer): string {
    return (
      `${status} ${text}`
        .replaceAll(/\d{4}-\d\d-\d\d[T ][\d:.]+(Z|\+\d\d(:?\d\d)?)?/g, 'time')
        // no feed is running, so its state becomes stale meanwhile
        .replaceAll(/"state":"(ok|stale|down)"/g, '"state":"feed"')
        // the version of a card reveals no pick
        .replaceAll(/"(seq|from|head|version|uptimeSeconds)":\d+/g, '"$1":0')
        // the database grows by every write, whatever it says
        .replaceAll(/"(bytes|rows|behind)":-?[\d.e+]+/g, '"$1":0')
    );
  }

  /** Reads everything that this player can read, as JSON and as CSV. */
  async function walk(who: Caller, wanted: readonly DeclaredRoute[]): Promise<Map<string, string>> {
    const seen = new Map<string, string>();
    for (const route of wanted) {
      const leagues = route.path.includes('/leagues/:id') ? [league, jokers] : [league];
      const accepted = route.path.startsWith('/api/leagues')
        ? ['application/json', 'text/csv']
        : ['application/json'];
      await Promise.all(
        leagues.flatMap((id) =>
          accepted.map(async (accept) => {
            const headers = { accept, 'x-requested-with': 'sunday-live' };
            const answer = await who.get(addressOf(route, { id }), headers);
            seen.set(`${route.handler} ${accept}${id === jokers ? ' jokers' : ''}`, still(answer));
          }),
        ),
      );
    }
    return seen;
  }

  /** Answers to an admin who makes, or tries to make, every possible change. */
  async function tryAll(): Promise<Map<string, string>> {
    const seen = new Map<string, string>();
    const changes = routes.filter(
      (route) => route.access === 'admin' && route.method !== 'get' && !SKIPPED.test(route.handler),
    );
    for (const route of changes) {
      const schema = bodyOf(route);
      const plain = { address: addressOf(route), body: schema && sampleBody(schema) };
      for (const [i, { address, body }] of (GIVEN[route.handler]?.() ?? [plain]).entries()) {
        const answer = await send(admin, route, address, body);
        const made = still(answer)
          .replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, 'id')
          .replaceAll(/"id":"?\d+"?/g, '"id":0');
        seen.set(`${route.handler} ${i}`, made);
      }
    }
    return seen;
  }

  /** Waits until the node's live standings have the card that was just saved. */
  async function enter(world: object): Promise<void> {
    expect((await ann.put('/api/me/cards/8', world)).status).toBe(200);
    const [row] = await server.db.query<{ head: number }[]>('SELECT head FROM slate_stream');
    await until(async () => {
      const headers = { 'x-requested-with': 'sunday-live' };
      const { body } = await ben.get(`/api/leagues/${league}/live?wait=0`, headers);
      return z.object({ head: z.number() }).parse(body).head >= (row?.head ?? 0);
    });
  }

  function differences([before, after]: readonly Map<string, string>[]): string[] {
    return [...(before ?? [])].flatMap(([at, text]) =>
      after?.get(at) === text ? [] : [`${at}: ${text} / ${after?.get(at)}`],
    );
  }

  it('are nowhere: whatever Ann picks, nobody else reads anything different, admins included', async () => {
    const closed = reads().filter(({ access }) => access !== 'public');
    const open = reads().filter(({ path }) => !path.startsWith('/api/docs'));
    const views: [string, Caller, readonly DeclaredRoute[]][] = [
      ['ben', ben, closed.filter(({ access }) => access === 'signed-in')],
      ['outsider', outsider, open],
      ['visitor', visitor, open],
      ['admin', admin, closed],
      // control: the difference would be noticed, because her own pages show it
      ['ann', ann, closed.filter(({ path }) => path.startsWith('/api/me/'))],
    ];
    const seen: Map<string, string>[][] = [];
    for (const world of WORLDS) {
      await enter(world);
      seen.push(await Promise.all(views.map(([, who, wanted]) => walk(who, wanted))));
    }
    const different = views.map(([name], i) => [
      name,
      differences(seen.map((world) => world[i] ?? new Map())),
    ]);
    const { ann: own, ...others } = Object.fromEntries(different);
    expect(others).toEqual({ ben: [], outsider: [], visitor: [], admin: [] });
    expect(own.some((at: string) => at.startsWith('CardsController.read application/json'))).toBe(true);
  }, 120_000);

  it('affect no answer to a change that an admin makes or that is refused', async () => {
    // changes of the first round must not affect the comparison
    await enter(WORLDS[1] ?? {});
    await tryAll();
    const seen: Map<string, string>[] = [];
    for (const world of WORLDS) {
      await enter(world);
      seen.push(await tryAll());
    }
    expect(seen[0]?.size).toBeGreaterThan(20);
    const answers = [...(seen[0] ?? [])].filter(([at]) => at.startsWith('CardsAdminController.correct'));
    // control: some changes are accepted and some refused
    expect(new Set(answers.map(([, text]) => text.slice(0, 3)))).toEqual(new Set(['200', '409']));
    expect(differences(seen)).toEqual([]);
  }, 120_000);
});

describe('a page whose player has signed out in this browser', () => {
  const ask = async (route: DeclaredRoute, named: string) => {
    const schema = bodyOf(route);
    const body = route.method === 'get' ? undefined : JSON.stringify((schema && sampleBody(schema)) ?? {});
    const response = await fetch(`${server.url}${addressOf(route, { id: league })}`, {
      method: route.method.toUpperCase(),
      headers: {
        cookie: ben.cookie,
        origin: server.url,
        'content-type': 'application/json',
        'x-requested-with': 'sunday-live',
        'x-player': named,
      },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return { status: response.status, code: text.startsWith('{') ? JSON.parse(text).code : undefined };
  };

  it('X40: reads and changes nothing of the player who is signed in now, on any route', async () => {
    const players = routes.filter(({ access }) => access !== 'public' && access !== undefined);
    expect(players.length).toBeGreaterThan(50);
    for (const route of players) {
      if (isWild(route)) continue;
      expect(await ask(route, ann.id), route.handler).toEqual({ status: 409, code: 'signed-in-as-another' });
    }
  });

  it('X40: and is served when it names the player who is', async () => {
    for (const route of reads().filter(({ path }) => path.startsWith('/api/me'))) {
      expect((await ask(route, ben.id)).status, route.handler).toBe(200);
    }
  });

  it('X40: nor does it change the account through the routes of the authentication library', async () => {
    const response = await fetch(`${server.url}/api/auth/sign-out`, {
      method: 'POST',
      headers: {
        cookie: ben.cookie,
        origin: server.url,
        'content-type': 'application/json',
        'x-player': ann.id,
      },
      body: '{}',
    });
    expect(await response.json()).toMatchObject({ status: 409, code: 'signed-in-as-another' });
    expect((await ben.get('/api/me')).status).toBe(200);
  });
});

describe('files for spreadsheets', () => {
  it('begin with the byte order mark on every route', async () => {
    let files = 0;
    for (const route of reads()) {
      const response = await fetch(`${server.url}${addressOf(route, { id: league })}`, {
        headers: {
          cookie: route.access === 'admin' ? admin.cookie : ben.cookie,
          accept: 'text/csv',
          'x-requested-with': 'sunday-live',
        },
      });
      // as bytes, because text() removes the mark
      const bytes = Buffer.from(await response.arrayBuffer());
      if (!/^text\/csv/.test(response.headers.get('content-type') ?? '')) continue;
      files += 1;
      expect(bytes.subarray(0, 3), route.handler).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    }
    expect(files).toBeGreaterThanOrEqual(7);
  });
});

describe('stored markup', () => {
  it('comes as data that no browser runs, under a policy without inline scripts', async () => {
    let names = 0;
    for (const route of reads()) {
      const response = await fetch(`${server.url}${addressOf(route, { id: league })}`, {
        headers: { cookie: ben.cookie, 'x-requested-with': 'sunday-live' },
      });
      const text = await response.text();
      const { headers } = response;
      expect(headers.get('x-content-type-options'), route.handler).toBe('nosniff');
      expect(headers.get('cross-origin-resource-policy'), route.handler).toBe('same-origin');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy, route.handler).toMatch(/script-src 'self';|default-src 'none';/);
      expect(policy, route.handler).not.toMatch(/script-src[^;]*unsafe|default-src[^;]*unsafe/);
      if (!text.includes('onerror=alert')) continue;
      names += 1;
      expect(headers.get('content-type'), route.handler).toMatch(
        /^(application\/(problem\+)?json|text\/csv)/,
      );
    }
    expect(names).toBeGreaterThan(3);
  });
});

describe('bodies', () => {
  /** Objects in a schema that accept unnamed fields. */
  function openObjects(node: unknown, at = ''): string[] {
    if (typeof node !== 'object' || node === null) return [];
    const shape = node as Record<string, unknown>;
    const isOpen =
      shape.type === 'object' && shape.additionalProperties !== false && shape.propertyNames === undefined;
    return [
      ...(isOpen ? [at] : []),
      ...Object.entries(shape).flatMap(([name, child]) => openObjects(child, `${at}/${name}`)),
    ];
  }

  it('let no field through that their schema does not name', () => {
    const bodies = routes.flatMap((route) => (bodyOf(route) ? [route] : []));
    expect(bodies.length).toBeGreaterThan(20);
    const open = bodies.flatMap((route) =>
      openObjects(z.toJSONSchema(bodyOf(route) ?? z.any(), { io: 'output', unrepresentable: 'any' })).map(
        (at) => `${route.handler}${at}`,
      ),
    );
    expect(open).toEqual([]);
    expect(openObjects(z.toJSONSchema(z.looseObject({ a: z.string() })))).toEqual(['']);
  });

  it('with a role, points or an owner change none of these', async () => {
    const extra = {
      role: 'admin',
      points: 999,
      userId: ann.id,
      player: ann.id,
      id: ann.id,
      n: 1,
      banned_at: null,
    };
    const users = () => server.db.query(`SELECT id, n, role, banned_at FROM "user" ORDER BY id`);
    const cards = () => server.db.query('SELECT * FROM card ORDER BY n, week');
    const before = [await users(), await cards()];
    for (const route of routes) {
      const schema = bodyOf(route);
      if (schema === undefined || route.access !== 'signed-in' || isWild(route)) continue;
      const body = Object.assign(Object(sampleBody(schema)), extra);
      const { status } = await send(ben, route, addressOf(route, { id: league }), body);
      expect(status, route.handler).toBeLessThan(500);
    }
    expect([await users(), await cards()]).toEqual(before);
  });
});

describe('hostile input', () => {
  const WORDS = [
    '%00',
    '%0d%0aSet-Cookie:x=1',
    "'; DROP TABLE card; --",
    '-1',
    '99999999999999999999',
    '1.5',
    '🏈',
  ];
  const BODIES: readonly unknown[] = [
    {},
    [],
    { name: '\u0000' },
    { __proto__: null, constructor: 1 },
    { week: 1e300 },
  ];
  const ENDS_THE_SESSION = new Set(['SessionsController.endAll']);

  it('is refused on every route with a problem that tells nothing of the inside; none answers 500', async () => {
    const eve = await aPlayer(server.url);
    const wrong: string[] = [];
    for (const route of routes) {
      if (isWild(route) || ENDS_THE_SESSION.has(route.handler)) continue;
      const takesInput =
        route.path.includes(':') || route.api?.query !== undefined || bodyOf(route) !== undefined;
      const who = route.access === 'admin' ? admin : eve;
      await Promise.all(
        WORDS.slice(takesInput ? 0 : -1).map(async (word, i) => {
          const text = encodeURI(word).replaceAll('%25', '%');
          const address = route.path.replaceAll(/:\w+/g, text);
          const query =
            route.method === 'get' ? `?week=${text}&season=${text}&search=${text}&player=${text}` : '';
          const answer = await send(who, route, `${address}${query}`, BODIES[i % BODIES.length]);
          const leaks = /at \S+ \(|node_modules|\.ts:\d|\.js:\d|syntax error|invalid byte|QueryFailed/.test(
            answer.text,
          );
          if ((answer.status >= 500 && answer.status !== 503) || leaks)
            wrong.push(`${answer.status} ${route.handler} ${word}: ${answer.text.slice(0, 120)}`);
        }),
      );
    }
    expect(wrong).toEqual([]);
    expect((await eve.get('/api/me')).status).toBe(200);
  }, 120_000);
});

describe('X51: answers under /api', () => {
  const keyOf = ({ method, path }: DeclaredRoute) => `${method.toUpperCase()} ${path}`;

  it('are not cached, except for routes in one table', async () => {
    const known = new Set(routes.map(keyOf));
    expect(Object.keys(CACHED_ROUTES).filter((key) => !known.has(key))).toEqual([]);
    const wrong: string[] = [];
    for (const route of routes) {
      if (!route.path.startsWith('/api/') || route.handler === 'SessionsController.endAll') continue;
      const { cookie } = route.access === 'admin' ? admin : ben;
      const response = await fetch(`${server.url}${addressOf(route, { id: league })}`, {
        method: route.method.toUpperCase(),
        headers: { cookie, 'x-requested-with': 'sunday-live', 'content-type': 'application/json' },
        // a body that no route accepts
        ...(route.method === 'get' ? {} : { body: '[]' }),
      });
      await response.arrayBuffer();
      const header = response.headers.get('cache-control');
      const kept = response.ok ? CACHED_ROUTES[keyOf(route)] : undefined;
      if (header !== 'no-store' && (kept === undefined || header !== kept))
        wrong.push(`${route.handler}: ${header}`);
    }
    expect(wrong).toEqual([]);
    expect((await fetch(`${server.url}/api/nowhere`)).headers.get('cache-control')).toBe('no-store');
    const table = await fetch(`${server.url}/api/leagues/${league}/standings`, {
      headers: { cookie: ann.cookie },
    });
    expect(table.headers.get('cache-control')).toBe('private, no-cache');
    expect(table.headers.has('etag')).toBe(true);
  });
});

describe('what a route answers', () => {
  /** Every schema within a schema, including itself. */
  function* within(schema: z.core.$ZodType, seen = new Set<unknown>()): Generator<z.core.$ZodType> {
    if (seen.has(schema)) return;
    seen.add(schema);
    yield schema;
    for (const part of parts(schema._zod.def)) yield* within(part, seen);
  }
  function* parts(value: unknown, depth = 0): Generator<z.core.$ZodType> {
    if (value instanceof z.core.$ZodType) yield value;
    else if (typeof value === 'object' && value !== null && depth < 3)
      for (const part of Object.values(value)) yield* parts(part, depth + 1);
  }
  const isStrict = (schema: z.core.$ZodType) =>
    schema instanceof z.core.$ZodObject && schema._zod.def.catchall instanceof z.core.$ZodNever;

  it('may get more fields: a page of the previous version can still read it', () => {
    const closed = routes.filter(
      ({ api }) => api?.response !== undefined && [...within(api.response)].some(isStrict),
    );
    expect(closed.map(({ handler }) => handler)).toEqual([]);
  });

  /** Answers about weeks that no page combines with the stream or another answer, with the reason. */
  const BESIDE: Readonly<Record<string, string>> = {
    '/api/me/cards/:week': 'the own card has its version',
    '/api/leagues/:id/receipts/:week': 'the cards are read between two equal reads of the receipts',
    '/api/season': 'the calendar goes by the clock',
    '/api/weeks/:week/facts': 'what the feed says beside the games is not in the log',
    '/api/widgets/:league': 'shown alone, on other sites',
  };

  it('P70 names its position when it is about a week or a season', () => {
    const nameless = reads()
      .filter(({ api, path }) => {
        if (!(api?.response instanceof z.core.$ZodObject) || path.startsWith('/api/admin/')) return false;
        const { shape } = api.response._zod.def;
        return ('week' in shape || 'weeks' in shape) && !('epoch' in shape && 'seq' in shape);
      })
      .map(({ path }) => path);
    expect(nameless.sort()).toEqual(Object.keys(BESIDE).sort());
  });
});
