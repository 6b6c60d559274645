import { pageSchema } from '@sunday-live/contract';
import { nameKey } from '@sunday-live/scoring';
import { storeCards } from '@sunday-live/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPlayer, type Caller } from './features/calendar/testing/api.js';
import { aGame, anAnswer, feed } from './features/calendar/testing/slate-fixture.js';
import { startTestServer, type TestServer } from './testing/index.js';

const NAMES = [
  'Zoë',
  'zoe',
  'Zoë',
  'ZOE B',
  'Ärne',
  'Arne',
  'arne 2',
  'Éva',
  'eva%',
  'Łukasz',
  'Ωmega',
  '🏈 Al',
];
const PLAYERS = 40;

let server: TestServer;
let admin: Caller;
let league: string;
/** Number of rows that were added, for names that are not taken. */
let added = 0;

beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  admin = await aPlayer(server.url, { name: 'Ada' });
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
  ({ id: league } = (await admin.post('/api/leagues', { name: 'Kitchen Table' })).body as { id: string });
  await feed(server.app, anAnswer([aGame('a', { kickoff: new Date(Date.now() + 3_600_000) })]));
  for (let i = 0; i < PLAYERS; i += 1) await addPlayer();
  for (let i = 0; i < PLAYERS; i += 1) await addChange();
  for (let i = 0; i < PLAYERS; i += 1) await addObservation();
});
afterAll(() => server.close());

/** A player with a card, in the league. */
async function addPlayer(): Promise<void> {
  added += 1;
  const id = `p${String(Math.imul(added, 7919) % 1000)}-${added}`;
  await server.db.query(`INSERT INTO "user" (id, name, email) VALUES ($1, $2, $1 || '@test.example')`, [
    id,
    NAMES[added % NAMES.length],
  ]);
  await server.db.query('INSERT INTO league_member (league, player) VALUES ($1, $2)', [league, id]);
  await storeCards(server.db, [{ player: id, week: 8, picks: { a: 'home' } }]);
}

async function addChange(): Promise<void> {
  await server.db.query(`INSERT INTO audit (action, target) VALUES ('test.change', 'test/1')`);
}

async function addObservation(): Promise<void> {
  added += 1;
  await server.db.query(
    `INSERT INTO feed_quarantine (game, reason, observation, resolution) VALUES ('a', $1, '{}', $2)`,
    [`reason ${added}`, added % 3 === 0 ? 'rejected' : null],
  );
}

interface List {
  readonly path: () => string;
  readonly rows: string;
  readonly id: string;
  readonly add: () => Promise<void>;
}
const LISTS: readonly (readonly [string, List])[] = [
  ['members', { path: () => `/api/leagues/${league}/members?`, rows: 'rows', id: 'id', add: addPlayer }],
  ['everybody', { path: () => '/api/leagues/everyone/members?', rows: 'rows', id: 'id', add: addPlayer }],
  [
    'members found',
    { path: () => `/api/leagues/${league}/members?q=E&`, rows: 'rows', id: 'id', add: addPlayer },
  ],
  ['cards', { path: () => `/api/leagues/${league}/cards/8?`, rows: 'cards', id: 'player', add: addPlayer }],
  [
    'all cards',
    { path: () => '/api/leagues/everyone/cards/8?', rows: 'cards', id: 'player', add: addPlayer },
  ],
  ['accounts', { path: () => '/api/admin/users?', rows: 'users', id: 'id', add: addPlayer }],
  ['accounts found', { path: () => '/api/admin/users?q=zoe&', rows: 'users', id: 'id', add: addPlayer }],
  ['the audit', { path: () => '/api/admin/audit?', rows: 'rows', id: 'id', add: addChange }],
  ['changes', { path: () => '/api/admin/audit?action=test&', rows: 'rows', id: 'id', add: addChange }],
  ['quarantine', { path: () => '/api/admin/quarantine?', rows: 'rows', id: 'id', add: addObservation }],
];

async function page({ path, rows, id }: List, query: string) {
  const { status, body } = await admin.get(path() + query);
  expect(status, JSON.stringify(body)).toBe(200);
  const all = (body as Record<string, Record<string, unknown>[]>)[rows] ?? [];
  return { ids: all.map((row) => row[id]), rows: all, ...pageSchema.parse(body) };
}

describe.each(LISTS)('pages of %s', (_name, list) => {
  const joined = async (limit: number, between: () => Promise<void>) => {
    const ids: unknown[] = [];
    let next: string | null = null;
    do {
      const cursor: string = next === null ? '' : `&after=${next}`;
      const one = await page(list, `limit=${limit}${cursor}`);
      expect(one.ids.length).toBeLessThanOrEqual(limit);
      ids.push(...one.ids);
      next = one.next;
      if (next !== null) await between();
    } while (next !== null);
    return ids;
  };

  it('P74 joined are the whole list, whatever the limit (property)', async () => {
    const whole = await page(list, '');
    expect(whole).toMatchObject({ next: null, total: whole.ids.length });
    expect(whole.ids.length).toBeGreaterThan(5);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 50 }), async (limit) => {
        expect(await joined(limit, async () => undefined)).toEqual(whole.ids);
      }),
      { numRuns: 4 },
    );
  });

  it('P74 have every row that was there all the time exactly once, also while rows are added (property)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 3, max: 20 }), async (limit) => {
        const before = await page(list, 'limit=500');
        let adding = 5;
        const read = await joined(limit, async () => {
          if (adding > 0) await list.add();
          adding -= 1;
        });
        expect(new Set(read).size).toBe(read.length);
        expect(before.ids.filter((id) => !read.includes(id))).toEqual([]);
        const after = await page(list, 'limit=500');
        expect(read).toEqual(after.ids.filter((id) => read.includes(id)));
      }),
      { numRuns: 3 },
    );
  });

  it('P73 refuse limits outside 1 to 500 and cursors of other lists', async () => {
    for (const wrong of [
      'limit=0',
      'limit=501',
      'limit=x',
      'limit=1.5',
      'after=',
      'after=x',
      'after=WyJ4Il0',
    ])
      expect((await admin.get(list.path() + wrong)).status, wrong).toBe(422);
  });
});

describe('members', () => {
  it('P75 are in the order of the scoring library, found without case and accents', async () => {
    const list = LISTS[1]?.[1] as List;
    const names = async (query: string) => (await page(list, query)).rows.map(({ name }) => String(name));
    const all = await names('limit=500');
    const keys = all.map(nameKey);
    expect(keys).toEqual([...keys].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
    for (const q of ['ZOË', 'arne', 'eva%', 'ω', '🏈'])
      expect(await names(`q=${encodeURIComponent(q)}`), q).toEqual(
        all.filter((name) => nameKey(name).includes(nameKey(q))),
      );
    expect(await names('q=_')).toEqual([]);
  });

  it('name when they joined, and a league counts all of them', async () => {
    const { total, rows } = await page(LISTS[0]?.[1] as List, 'limit=1');
    expect(Date.parse(String(rows[0]?.joinedAt))).toBeGreaterThan(Date.now() - 600_000);
    const { memberCount, members } = (await admin.get(`/api/leagues/${league}`)).body as {
      memberCount: number;
      members: unknown[];
    };
    expect([memberCount, members.length]).toEqual([total, total]);
  });

  it('of a league that is not yours do not exist', async () => {
    const stranger = await aPlayer(server.url, { name: 'Olga Out' });
    expect((await stranger.get(`/api/leagues/${league}/members`)).status).toBe(404);
    expect((await stranger.get(`/api/leagues/${league}/cards/8?limit=5`)).status).toBe(404);
  });
});

describe('cards', () => {
  it('P75 of some members are those that these have', async () => {
    const { ids } = await page(LISTS[3]?.[1] as List, 'limit=3');
    const wanted = [ids[2], 'nobody', ids[0]].map((id) => `player=${id}`).join('&');
    const found = await page(LISTS[3]?.[1] as List, wanted);
    expect(found).toMatchObject({ ids: [ids[0], ids[2]], total: 2, next: null });
  });

  it('of a page equal those of the whole answer', async () => {
    const list = LISTS[4]?.[1] as List;
    const whole = await page(list, '');
    // the whole answer is kept by the position of the log, past which this test adds players
    const { rows } = await page(list, 'limit=500');
    expect(rows.filter(({ player }) => whole.ids.includes(player))).toEqual(whole.rows);
  });
});

describe('lists of more than 500 rows', () => {
  const WIDE = [
    'standings?scope=week&week=8&',
    'standings?scope=season&',
    'statistics?',
    'cards/8?',
    'members?',
  ];

  it.each(WIDE)('P73 without a limit come by their first 100: %s', async (path) => {
    await server.db.query(
      `WITH u AS (INSERT INTO "user" (id, name, email) SELECT 'w' || i, 'Wide ' || i, 'w' || i || '@test.example'
         FROM generate_series(1, 500) i ON CONFLICT DO NOTHING RETURNING id, n),
         m AS (INSERT INTO league_member (league, player) SELECT $1, id FROM u)
       INSERT INTO card (season, season_type, week, n, has, home) SELECT 2024, 2, 8, n, 0, 0 FROM u`,
      [league],
    );
    // what was written past the log is read under a new epoch
    await server.db.query(
      `WITH s AS (UPDATE slate_stream SET epoch = replace(gen_random_uuid()::text, '-', '') RETURNING epoch)
       UPDATE slate_event SET epoch = s.epoch FROM s`,
    );
    const read = async (query: string) => {
      const { body } = await admin.get(`/api/leagues/${league}/${path}${query}`);
      const { rows, cards } = body as Record<string, { n?: number; id?: string; player?: string }[]>;
      const ids = (rows ?? cards ?? []).map((row) => row.id ?? row.player);
      return { ids, ...pageSchema.parse(body) };
    };
    const first = await read('');
    expect(first).toMatchObject({ ids: { length: 100 }, next: expect.any(String) });
    expect(first.total).toBeGreaterThan(500);
    const whole = await read('limit=500');
    expect(first.ids).toEqual(whole.ids.slice(0, 100));
    const second = await read(`after=${first.next}`);
    expect(second.ids).toEqual(whole.ids.slice(100, 200));
    const rest = await read(`limit=500&after=${whole.next}`);
    expect(new Set([...whole.ids, ...rest.ids]).size).toBe(first.total);
    expect(rest.next).toBeNull();
  });
});
