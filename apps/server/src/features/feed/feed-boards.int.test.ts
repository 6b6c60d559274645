import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HealthService } from '../../platform/health/health.service.js';
import { type TestDatabase, testDatabase, testRedisUrl, withoutRedis } from '../../testing/index.js';
import { gameEvent, type JsonObject, scoreboard, statuses, teams } from './espn/testing/espn-payload.js';
import { FeedAdminService } from './feed-admin.service.js';
import { FeedStateService } from './feed-state.service.js';
import { type BentFeed, bentFeed } from './testing/bent-feed.js';
import { dropQueues, type FeedNode, startFeedNode, waitFor } from './testing/feed-node.js';

/** Real HTTP, PostgreSQL, Redis, queue and slate. The boards are edited by hand; every test has its own ids. */
const INTERVAL_MS = 100;
const HOUR_MS = 60 * 60_000;
const YEAR = new Date().getUTCFullYear();
const PAIRS = [
  [teams.JAX, teams.DEN],
  [teams.KC, teams.BUF],
  [
    { id: '3', abbreviation: 'CHI' },
    { id: '9', abbreviation: 'GB' },
  ],
  [
    { id: '8', abbreviation: 'DET' },
    { id: '16', abbreviation: 'MIN' },
  ],
] as const;

let feed: BentFeed;
let database: TestDatabase;
let node: FeedNode;
/** Changes with each answer that a test makes, so that no board counts as frozen by accident. */
let seconds = 0;

beforeAll(async () => {
  feed = await bentFeed(live());
  database = await testDatabase();
  await database.db.query(
    `INSERT INTO "user" (id, name, email, "emailVerified", role) VALUES ('boss', 'Boss', 'boss@example.org', true, 'admin')`,
  );
  node = await startFeedNode(
    database.url,
    {
      url: feed.url,
      liveIntervalMs: INTERVAL_MS,
      idleIntervalMs: INTERVAL_MS,
      timeoutMs: 2_000,
      doubtMs: 60_000,
    },
    { redisUrl: withoutRedis ? null : testRedisUrl() },
  );
}, 60_000);

afterAll(async () => {
  await node.close();
  await dropQueues(node);
  await database.drop();
  await feed.close();
});

beforeEach(async () => {
  // returns to week 12, whatever the previous test has left
  setFeed({ doubtMs: 60_000, frozenMs: 600_000 });
  feed.weeks.clear();
  feed.board = live();
  await polls(2);
  setFeed({ doubtMs: 0 });
  await waitFor(current, (now) => now.week === 12 && now.season === YEAR);
  await database.db.query('DELETE FROM game');
  await waitFor(
    () => homeScore(`${YEAR}-12-3`),
    (points) => points === 0,
  );
  await waitFor(state, (now) => now === 'ok');
  await waitFor(alerts, (list) => list.length === 0);
  setFeed({ doubtMs: 60_000 });
});

function setFeed(more: Partial<FeedNode['config']['feed']>): void {
  Object.assign(node.config.feed, more);
}

const key = (week: number, season = YEAR) => ({ season: { year: season, type: 2 }, week: { number: week } });
const at = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();

/** A game in progress. */
function running(pair: number, week: number, homeScore = '0', season = YEAR): JsonObject {
  const [away, home] = PAIRS[pair] ?? PAIRS[0];
  seconds += 1;
  const displayClock = `${Math.floor(seconds / 60) % 15}:${String(seconds % 60).padStart(2, '0')}`;
  return gameEvent({
    id: `${season}-${week}-${pair}`,
    away,
    home,
    homeScore,
    date: at(-1),
    status: { ...statuses.inProgress, displayClock },
    ...key(week, season),
  });
}

/** A game that has ended. */
function over(pair: number, week: number, homeScore: string, season = YEAR): JsonObject {
  const [away, home] = PAIRS[pair] ?? PAIRS[0];
  const id = `${season}-${week}-${pair}`;
  return gameEvent({ id, away, home, homeScore, date: at(-4), status: statuses.final, ...key(week, season) });
}

/** Four games under way in week 12, which the board names. */
function live(homeScore = '0'): JsonObject {
  return scoreboard(
    PAIRS.map((_, pair) => running(pair, 12, homeScore)),
    key(12),
  );
}

function renamed(board: JsonObject, ids: readonly string[]): JsonObject {
  const events = (board.events as JsonObject[]).map((event) =>
    ids.includes(String(event.id))
      ? JSON.parse(JSON.stringify(event).replaceAll('"score"', '"points"'))
      : event,
  );
  return { ...board, events };
}

const state = async () => (await node.app.get(FeedStateService).current()).state;

async function current(): Promise<{ season: number; week: number }> {
  const [row] = await database.db.query<{ season: number; week: number }[]>(
    'SELECT season, week FROM season_state',
  );
  return row ?? { season: 0, week: 0 };
}

async function homeScore(id: string): Promise<number | undefined> {
  const [row] = await database.db.query<{ home_score: number }[]>(
    'SELECT home_score FROM game WHERE id = $1',
    [id],
  );
  return row?.home_score;
}

const alerts = (): Promise<{ key: string; message: string }[]> =>
  database.db.query('SELECT key, message FROM admin_alert WHERE cleared_at IS NULL ORDER BY key');

const alertEmails = (title: string): Promise<unknown[]> =>
  database.db.query(`SELECT 1 FROM mail WHERE kind = 'admin-alert' AND data->>'title' LIKE $1`, [
    `${title}%`,
  ]);

/** Waits until the default board was requested this many more times. */
async function polls(count: number): Promise<void> {
  const asked = () => feed.asked.filter((week) => week === null).length;
  const before = asked();
  await waitFor(asked, (now) => now >= before + count);
}

describe('P6: every week in play is polled', () => {
  it('a late game of week 12 moves at the live pace while the feed names week 13, for one request more a poll', async () => {
    const thursday = gameEvent({ id: 'thursday', date: at(30), ...key(13) });
    const late = (home: string) => scoreboard([running(0, 12, home)], key(12));
    for (const pair of [1, 2, 3]) await finish(pair);
    feed.weeks.set(12, late('3'));
    feed.board = scoreboard([thursday], key(13));
    await waitFor(current, ({ week }) => week === 13);
    await waitFor(
      () => homeScore(`${YEAR}-12-0`),
      (points) => points === 3,
    );
    feed.asked.length = 0;
    feed.weeks.set(12, late('10'));
    await waitFor(
      () => homeScore(`${YEAR}-12-0`),
      (points) => points === 10,
    );
    await polls(6);
    const count = (week: number | null) => feed.asked.filter((each) => each === week).length;
    expect(count(12)).toBeGreaterThanOrEqual(count(null) - 2);
    expect(count(12)).toBeLessThanOrEqual(count(null) + 2);
    await waitFor(state, (now) => now === 'ok');

    feed.weeks.set(12, 500);
    await waitFor(state, (now) => now === 'stale');
    feed.weeks.set(12, scoreboard([over(0, 12, '17')], key(12)));
    await waitFor(
      () => homeScore(`${YEAR}-12-0`),
      (points) => points === 17,
    );
    await waitFor(state, (now) => now === 'ok');
    await polls(2);
    feed.asked.length = 0;
    await polls(5);
    expect(count(12)).toBe(0);
  });

  it('F14 a late game moves while the board is empty, and an empty board is a failure where a live game is on none', async () => {
    for (const pair of [1, 2, 3]) await finish(pair);
    feed.weeks.set(12, scoreboard([running(0, 12, '3')], key(12)));
    feed.board = { events: [] };
    await waitFor(
      () => homeScore(`${YEAR}-12-0`),
      (points) => points === 3,
    );
    feed.weeks.set(12, scoreboard([running(0, 12, '6')], key(12)));
    await waitFor(
      () => homeScore(`${YEAR}-12-0`),
      (points) => points === 6,
    );
    await waitFor(state, (now) => now === 'ok');
    feed.weeks.set(12, scoreboard([], key(12)));
    await waitFor(state, (now) => now === 'stale');
  });

  /** Another game of week 12 is over. */
  async function finish(pair: number): Promise<void> {
    await database.db.query(`UPDATE game SET state = 'post' WHERE id = $1`, [`${YEAR}-12-${pair}`]);
  }
});

describe('P7: a game that the feed has abandoned', () => {
  it('refuses no empty answer, is polled at the idle pace, and is live again with its first change', async () => {
    for (const pair of [1, 2, 3])
      await database.db.query(`UPDATE game SET state = 'post' WHERE id = $1`, [`${YEAR}-12-${pair}`]);
    const same = scoreboard([running(0, 12)], key(12));
    Object.assign((same.events as JsonObject[])[0] ?? {}, { date: at(-13) });
    feed.board = same;
    await polls(2);
    feed.board = { events: [] };
    await waitFor(lastError, (error) => error?.startsWith('implausibly-empty') === true);
    await database.db.query(`UPDATE game SET changed_at = now() - interval '2 hours' WHERE state = 'in'`);
    setFeed({ idleIntervalMs: 400 });
    await waitFor(state, (now) => now === 'ok');
    await waitFor(intervalMs, (ms) => ms === 400);
    // named repeatedly, but always the same
    feed.board = same;
    await polls(2);
    expect(await intervalMs()).toBe(400);
    feed.board = live('3');
    await waitFor(intervalMs, (ms) => ms === INTERVAL_MS);
    setFeed({ idleIntervalMs: INTERVAL_MS });
  });

  const lastError = async () =>
    (await database.db.query<{ last_error: string | null }[]>('SELECT last_error FROM feed_state'))[0]
      ?.last_error;
  const intervalMs = async () =>
    (await database.db.query<{ interval_ms: number }[]>('SELECT interval_ms FROM feed_poll'))[0]?.interval_ms;
});

describe('F17: the week that the feed names is doubted', () => {
  const lastYear = () =>
    scoreboard([...PAIRS.map((_, pair) => running(pair, 12)), over(0, 18, '9', YEAR - 1)], key(18, YEAR - 1));

  it('a step back changes neither season nor week, its games are stored under their own, the admins hear of it', async () => {
    const emails = await alertEmails('The feed names another week');
    feed.board = lastYear();
    await waitFor(
      () => homeScore(`${YEAR - 1}-18-0`),
      (points) => points === 9,
    );
    await polls(4);
    expect(await current()).toMatchObject({ season: YEAR, week: 12 });
    expect(await alerts()).toMatchObject([{ key: 'feed/week' }]);
    expect(await alertEmails('The feed names another week')).toHaveLength(emails.length + 1);
    expect((await node.app.get(FeedStateService).health()).doubt).toMatchObject({
      words: `week 18 of the ${YEAR - 1} regular season`,
    });
    feed.board = live();
    await waitFor(alerts, (list) => list.length === 0);
    expect((await node.app.get(FeedStateService).health()).doubt).toBeNull();
    expect(await current()).toMatchObject({ season: YEAR, week: 12 });
  });

  it.each([
    ['the next season while games are live', () => key(12, YEAR + 1)],
    ['two weeks on while games are live', () => key(14)],
  ])('so does %s', async (_, top) => {
    feed.board = { ...live(), ...top() };
    await waitFor(alerts, (list) => list.length === 1);
    await polls(4);
    expect(await current()).toMatchObject({ season: YEAR, week: 12 });
  });

  it('games without a week of their own do not get the doubted one', async () => {
    const bare = { ...gameEvent({ id: 'bare', date: at(50), season: { year: YEAR, type: 2 }, week: null }) };
    feed.board = { ...live(), ...key(3), events: [...(live().events as JsonObject[]), bare] };
    await waitFor(alerts, (list) => list.length === 1);
    await polls(2);
    expect(await homeScore('bare')).toBeUndefined();
  });

  it('is believed when it has been named for long enough, and at once when an admin accepts it', async () => {
    feed.board = lastYear();
    await waitFor(alerts, (list) => list.length === 1);
    setFeed({ doubtMs: 300 });
    await waitFor(current, ({ week }) => week === 18);
    expect(await alerts()).toEqual([]);
    // back to the week with live games: forward, with nothing open before it
    setFeed({ doubtMs: 60_000 });
    feed.board = live();
    await waitFor(current, ({ week }) => week === 12);

    feed.board = lastYear();
    await waitFor(alerts, (list) => list.length === 1);
    const author = { actor: null, action: 'feed-week.accept', address: null, requestId: null };
    await node.app.get(FeedAdminService).acceptWeek(author, 'The season goes on');
    await waitFor(current, ({ week }) => week === 18);
    expect(await alerts()).toEqual([]);
    await expect(node.app.get(FeedAdminService).acceptWeek(author, 'Again')).rejects.toThrow();
  });
});

describe('failures 28, F18: what could be read of the live games decides', () => {
  const ids = PAIRS.map((_, pair) => `${YEAR}-12-${pair}`);

  it.each([2, 3, 4])(
    'score renamed in %i of 4 live games: stale, alert, email, readiness; over by itself',
    async (bad) => {
      await polls(2);
      const before = await alertEmails('The feed cannot be read');
      feed.board = renamed(live('7'), ids.slice(0, bad));
      await waitFor(state, (now) => now !== 'ok');
      const [alert] = await waitFor(alerts, (list) => list.length > 0);
      expect(alert).toMatchObject({ key: 'feed/unreadable' });
      expect(alert?.message).toContain(`${bad} of 4 games under way could not be read: bad-score`);
      expect(await alertEmails('The feed cannot be read')).toHaveLength(before.length + 1);
      const readiness = await node.app.get(HealthService).readiness();
      expect(readiness.parts.scores).toMatchObject({ status: 'degraded' });
      expect(readiness.parts.scores?.reason).toContain('could not be read');
      // readable games are stored at the normal pace; nothing is discarded
      if (bad < 4) {
        await waitFor(
          () => homeScore(ids[3] ?? ''),
          (points) => points === 7,
        );
      }
      expect(await homeScore(ids[0] ?? '')).toBe(0);
      feed.board = live('0');
      await waitFor(state, (now) => now === 'ok');
      await waitFor(alerts, (list) => list.length === 0);
      await waitFor(
        async () => (await node.app.get(HealthService).readiness()).parts.scores,
        (part) => part?.status === 'ready',
      );
    },
  );

  it('one bad game among several is quarantined, and the feed is ok', async () => {
    feed.board = renamed(live(), ids.slice(0, 1));
    await polls(6);
    expect(await state()).toBe('ok');
    expect(await alerts()).toEqual([]);
  });
});

describe('failures 28, F19: the feed repeats itself', () => {
  it('the same answer while clocks should run is stale, with an alert, until a clock moves', async () => {
    setFeed({ frozenMs: 500 });
    feed.board = live();
    await waitFor(state, (now) => now === 'stale');
    expect(await waitFor(alerts, (list) => list.length > 0)).toMatchObject([{ key: 'feed/frozen' }]);
    setFeed({ frozenMs: 600_000 });
    feed.board = live();
    await waitFor(state, (now) => now === 'ok');
    await waitFor(alerts, (list) => list.length === 0);
  });

  it('at half-time clocks rest', async () => {
    setFeed({ frozenMs: 500 });
    const events = PAIRS.map(([away, home], pair) =>
      gameEvent({
        id: `${YEAR}-12-${pair}`,
        away,
        home,
        date: at(-1),
        status: statuses.halftime,
        ...key(12),
      }),
    );
    feed.board = scoreboard(events, key(12));
    await polls(12);
    expect(await state()).toBe('ok');
  });
});

describe('failures 28, F18: answers of which nothing can be read', () => {
  it.each<[string, JsonObject, string]>([
    ['another name for the events', { games: live().events ?? [], ...key(12) }, 'events'],
    ['events by their ids', { ...live(), events: {} }, 'events'],
    ['a week that is no object', { ...live(), week: 12 }, 'week'],
    ['no events', { ...live(), events: [] }, 'empty'],
  ])(
    '%s: an alert from the second on that says what, not only after a minute',
    async (_what, board, words) => {
      await polls(2);
      feed.board = board;
      const [alert] = await waitFor(alerts, (list) => list.length > 0);
      expect(alert).toMatchObject({ key: 'feed/unreadable' });
      expect(alert?.message).toContain(words);
      await waitFor(state, (now) => now !== 'ok');
      feed.board = live();
      await waitFor(state, (now) => now === 'ok');
      await waitFor(alerts, (list) => list.length === 0);
    },
  );
});

describe('F20: the feed is away while games are played', () => {
  it('the admins are alerted after a minute, once, and the alert ends by itself', async () => {
    feed.board = 500;
    await waitFor(state, (now) => now !== 'ok');
    await database.db.query(`UPDATE feed_poll SET failing_since = now() - interval '2 minutes'`);
    expect(await waitFor(alerts, (list) => list.length > 0)).toMatchObject([{ key: 'feed/outage' }]);
    expect(await alertEmails('The feed is away')).toHaveLength(1);
    feed.board = live();
    await database.db.query('UPDATE feed_poll SET due_at = now()');
    await waitFor(state, (now) => now === 'ok');
    await waitFor(alerts, (list) => list.length === 0);
  });
});

describe('P5: a week that the feed cannot answer', () => {
  it('delays no other week, and raises an alert after hours', async () => {
    feed.weeks.set(14, 404);
    const read = () =>
      database.db.query<{ week: number }[]>('SELECT week FROM feed_week WHERE read_at IS NOT NULL');
    await database.db.query('DELETE FROM feed_week');
    await waitFor(read, (weeks) => weeks.length === 16);
    expect(await database.db.query('SELECT week FROM feed_week WHERE failures > 0')).toEqual([{ week: 14 }]);
    await database.db.query(
      `UPDATE feed_week SET failing_since = now() - interval '4 hours', wait_until = NULL WHERE week = 14`,
    );
    const [alert] = await waitFor(alerts, (list) => list.length > 0);
    expect(alert).toMatchObject({ key: 'feed/schedule' });
    expect(alert?.message).toContain(`week 14 of the ${YEAR} regular season`);
    feed.weeks.delete(14);
    await database.db.query('UPDATE feed_week SET wait_until = NULL WHERE week = 14');
    await waitFor(alerts, (list) => list.length === 0);
  });
});
