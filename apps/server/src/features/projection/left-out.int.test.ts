import {
  alertsSchema,
  EVERYONE,
  historySchema,
  longPollAnswerSchema,
  MAX_WEEK_GAMES,
  type Snapshot,
  standingsSchema,
  weekGamesSchema,
} from '@sunday-live/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { aPlayer, type Caller } from '../calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from '../calendar/testing/slate-fixture.js';
import type { GameObservation } from '../slate/observation.js';

const HOUR_MS = 3_600_000;
const later = new Date(Date.now() + 24 * HOUR_MS);
const earlier = new Date(Date.now() - HOUR_MS);

let server: TestServer;
let ann: Caller;
let ben: Caller;

beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  ann = await aPlayer(server.url, { name: 'Ann' });
  ben = await aPlayer(server.url, { name: 'Ben' });
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [ann.id]);
  await feed(server.app, anAnswer(['a', 'b', 'c'].map((id) => aGame(id, { kickoff: later }))));
  await lockAtKickOff(server.db);
  await save(ann, { a: 'away', b: 'home', c: 'away' });
  await save(ben, { a: 'home', b: 'away', c: 'home' });
});
afterAll(() => server.close());

async function save(who: Caller, picks: Record<string, 'home' | 'away'>): Promise<void> {
  const banker = Object.entries(picks).find(([, side]) => side === 'away')?.[0];
  expect((await who.put('/api/me/cards/8', { picks, banker, joker: false })).status).toBe(200);
}

const score = (id: string, change: Partial<GameObservation>) =>
  feed(server.app, anAnswer([aGame(id, { state: 'in', ...change, kickoff: earlier })]));

/**
 * Sends a change of a running game from the feed. If the feed moves it to another week, an admin accepts that (rule
 * R17).
 */
async function move(change: Partial<GameObservation>): Promise<void> {
  await score('a', change);
  const open = await server.db.query<{ id: number }[]>(
    'SELECT id FROM feed_quarantine WHERE resolution IS NULL AND taken_back_at IS NULL',
  );
  for (const { id } of open) {
    const { status } = await ann.post(`/api/admin/quarantine/${id}/accept`, { why: 'The league says so.' });
    expect(status).toBeLessThan(300);
  }
}

async function poll(query = '') {
  const path = `/api/leagues/${EVERYONE}/live?wait=0${query}`;
  return longPollAnswerSchema.parse((await ann.get(path, { origin: server.config.publicUrl })).body);
}

/** The live snapshot for a new viewer, once this node is at the head of the log. */
async function live(): Promise<Snapshot> {
  const [{ head }] = await server.db.query<[{ head: number }]>('SELECT head FROM slate_stream');
  await expect.poll(async () => (await poll()).head).toBe(head);
  const [event] = (await poll()).events;
  if (event?.type !== 'snapshot') throw new Error('no snapshot');
  return event;
}

/** Compares the live state with the HTTP API: games, and points of the week and the season. */
async function expectLiveToBeStored(): Promise<Snapshot> {
  const snapshot = await live();
  const { games } = weekGamesSchema.parse((await ann.get('/api/weeks/8/games')).body);
  expect(snapshot.games.map(({ id }) => id).sort()).toEqual(games.map(({ id }) => id).sort());
  for (const scope of ['week', 'season'] as const) {
    const { body } = await ann.get(`/api/leagues/${EVERYONE}/standings?scope=${scope}`);
    const { rows } = standingsSchema.parse(body);
    expect([...snapshot.scopes[scope]].sort()).toEqual(
      rows.map(({ n, rank, points }) => [n, rank, points]).sort(),
    );
  }
  return snapshot;
}

/** Appends an event that only SQL or a newer version of the server could write. */
async function append(kind: string, payload: object): Promise<void> {
  await server.db.query(
    `WITH stream AS (UPDATE slate_stream SET head = head + 1 RETURNING epoch, head)
     INSERT INTO slate_event (epoch, seq, kind, season, week, payload)
     SELECT epoch, head, $1, 2024, 8, $2 FROM stream`,
    [kind, JSON.stringify({ kind, seasonType: 2, ...payload })],
  );
}

describe('a running game', () => {
  it.each<[string, Partial<GameObservation>]>([
    ['another week', { week: 9 }],
    ['another season', { season: 2023 }],
    ['the postseason', { seasonType: 3 }],
    ['the preseason', { seasonType: 1 }],
    ['nowhere: it is called off', { state: 'off' }],
  ])('R16 leaves every live table at once that the feed moves to %s, and comes back', async (_to, change) => {
    await score('a', { awayScore: 10 });
    const before = await expectLiveToBeStored();
    expect(before.scopes.week.some(([, , points]) => points > 0)).toBe(true);
    const { epoch, seq } = before;
    await move({ awayScore: 10, ...change });
    const after = await expectLiveToBeStored();
    expect(after.scopes.week.every(([, , points]) => points === 0)).toBe(true);
    // a delta cannot remove a game, so connected clients get a snapshot
    if (change.state === undefined) expect((await poll(`&epoch=${epoch}&since=${seq}`)).reset).toBe(true);
    await move({ awayScore: 10 });
    expect((await expectLiveToBeStored()).scopes.week).toEqual(before.scopes.week);
  });
});

describe('failures 23: stored data that cannot be counted', () => {
  it('P3 an event of a kind or shape from a newer version reaches clients as a delta, and all after it', async () => {
    let awayScore = 10;
    const told = async () => {
      const { epoch, seq } = await live();
      await append('of-tomorrow', { anything: 1 });
      await append('card', { player: 17 });
      awayScore += 1;
      await score('a', { awayScore });
      await expectLiveToBeStored();
      const { head, reset, events } = await poll(`&epoch=${epoch}&since=${seq}`);
      return { ahead: head - seq, reset, deltas: events.every(({ type }) => type === 'delta') };
    };
    // the reset of the game that left the week may still be pending, and would replace the deltas
    await expect.poll(told).toEqual({ ahead: 3, reset: false, deltas: true });
    const { seq: head } = await live();
    const history = await ann.get(`/api/leagues/${EVERYONE}/history/8`);
    expect(historySchema.parse(history.body).events.at(-1)?.seq).toBe(head);
  });

  it('S30 a card over the limit and a game with an impossible score stop nobody, and admins hear of them', async () => {
    const picks = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`x${i}`, 'away']));
    // the database holds no such card; an event of a broken node may
    await append('card', { player: ben.id, seasonType: 2, card: { picks, banker: null, joker: false } });
    await server.db.query(`UPDATE game SET home_score = 70000, state = 'in' WHERE id = 'b'`);
    await score('a', { awayScore: 17 });
    await score('b', { awayScore: 3 });
    await server.db.query(`UPDATE game SET home_score = 70000 WHERE id = 'b'`);
    await append('week', { season: 2024, seasonType: 2, week: 8 });
    const { scopes } = await expectLiveToBeStored();
    expect(Math.max(...scopes.week.map(([, , points]) => points))).toBe(34);
    const alerts = alertsSchema.parse((await ann.get('/api/admin/alerts')).body);
    const matters = alerts.map(({ key }) => key);
    expect(matters).toEqual(
      expect.arrayContaining([
        `standings/card/of player ${ben.id} in week 8 of the 2024 regular season`,
        'standings/game/b',
        'standings/event/of-tomorrow',
      ]),
    );
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toMatch(/standings_left_out_total\{what="card"\} [1-9]/);
  });

  it.each(['web', 'worker'] as const)('S30 a %s process starts all the same', async (role) => {
    const other = await startTestServer({ role, databaseUrl: server.config.databaseUrl });
    try {
      const { parts } = await (await fetch(`${other.url}/readyz`)).json();
      // a worker loads the standings only when somebody needs them there
      expect(parts).toMatchObject({ [role === 'web' ? 'slate-log' : 'database']: { status: 'ready' } });
    } finally {
      await other.close();
    }
  });
});

describe('a week', () => {
  it('F15 takes no more games than a card may have picks: the others wait for an admin', async () => {
    const many = Array.from({ length: MAX_WEEK_GAMES + 5 }, (_, i) =>
      aGame(`m${i}`, { week: 12, kickoff: later }),
    );
    await feed(server.app, anAnswer(many));
    const { games } = weekGamesSchema.parse((await ann.get('/api/weeks/12/games')).body);
    expect(games).toHaveLength(MAX_WEEK_GAMES);
    const kept = await server.db.query(`SELECT game FROM feed_quarantine WHERE reason LIKE 'week-full%'`);
    expect(kept).toHaveLength(5);
    const picks = Object.fromEntries(games.map(({ id }) => [id, 'away']));
    const card = { picks, banker: 'm0', joker: false };
    expect((await ann.put('/api/me/cards/12', card)).status).toBe(200);
    const more = { ...card, picks: { ...picks, one: 'away', two: 'away' } };
    expect((await ann.put('/api/me/cards/12', more)).status).toBe(422);
  });
});
