import type { EntityManager } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { InProcessBus } from '../../platform/bus/bus.js';
import { type TestDatabase, testDatabase } from '../../testing/index.js';
import {
  claimPoll,
  finishPoll,
  markStale,
  type PollResult,
  pollDueIn,
  pollNow,
  releasePoll,
  watchedGames,
} from './feed-poll.sql.js';
import { keepUnreadable } from './feed-quarantine.sql.js';
import { FeedStateService } from './feed-state.service.js';

const SOURCE = 'http://feed.example';
const success: PollResult = { state: 'ok', error: null, delayMs: 5_000, intervalMs: 5_000, etag: '"a"' };

let database: TestDatabase;
let manager: EntityManager;
let state: FeedStateService;
let bus: InProcessBus;

beforeAll(async () => {
  database = await testDatabase(20);
  manager = database.db.manager;
  bus = new InProcessBus((channel, error) => {
    throw new Error(`${channel}: ${String(error)}`);
  });
  state = new FeedStateService(database.db, bus);
});

afterAll(async () => {
  await bus.close();
  await database.drop();
});

beforeEach(async () => {
  await database.db.query('DELETE FROM feed_poll');
  await database.db.query('DELETE FROM feed_state');
  await database.db.query('INSERT INTO feed_poll DEFAULT VALUES');
  await database.db.query('INSERT INTO feed_state DEFAULT VALUES');
  await database.db.query('DELETE FROM game');
  await database.db.query('UPDATE season_state SET season = 2025, season_type = 2, week = 16');
});

async function claimed() {
  const lease = await claimPoll(manager, SOURCE, 1_000);
  if (lease === null) throw new Error('nothing was due');
  return lease;
}

const insert = (id: string, gameState: string, kickoff: string, season = 2025, timeValid = true) =>
  database.db.query(
    `INSERT INTO game (id, season, season_type, week, kickoff, away, home, state, time_valid)
     VALUES ($1, $2, 2, 16, now() + $3::interval, 'KC', 'BUF', $4, $5)`,
    [id, season, kickoff, gameState, timeValid],
  );

describe('the claim', () => {
  it('of twenty workers that ask at once one gets the turn, with the highest token', async () => {
    const before = (await claimed()).fence;
    await pollNow(manager);
    const leases = await Promise.all(Array.from({ length: 20 }, () => claimPoll(manager, SOURCE, 1_000)));
    const [lease, ...others] = leases.filter((each) => each !== null);
    expect(others).toEqual([]);
    expect(lease?.fence).toBe(before + 1);
    const [stream] = await database.db.query('SELECT fence FROM slate_stream');
    expect(stream.fence).toBe(before + 1);
  });

  it('nobody gets one before it is due', async () => {
    const lease = await claimed();
    expect(await claimPoll(manager, SOURCE, 1_000)).toBeNull();
    expect(await finishPoll(manager, lease, SOURCE, success)).toBe(true);
    expect(await claimPoll(manager, SOURCE, 1_000)).toBeNull();
    expect(await pollDueIn(manager)).toBeGreaterThan(1_000);
  });

  it('a turn given back can be taken at once', async () => {
    await releasePoll(manager, await claimed());
    expect(await claimPoll(manager, SOURCE, 1_000)).not.toBeNull();
  });

  it('a worker that lost the turn can neither finish nor give it back nor mark the feed', async () => {
    const late = await claimed();
    await pollNow(manager);
    const mine = await claimed();
    expect(await finishPoll(manager, late, SOURCE, { ...success, state: 'down', error: 'late' })).toBe(false);
    await releasePoll(manager, late);
    await markStale(manager, late);
    expect(await claimPoll(manager, SOURCE, 1_000)).toBeNull();
    expect((await state.health()).failures).toBe(0);
    expect((await state.health()).state).toBe('ok');
    expect(await finishPoll(manager, mine, SOURCE, success)).toBe(true);
  });

  it('remembers the tag for the same feed only, and what went before', async () => {
    await insert('1', 'post', '-3 hours');
    const first = await claimed();
    expect(first).toMatchObject({
      etag: null,
      intervalMs: 0,
      failures: 0,
      outageMs: 0,
      sinceSuccessMs: null,
    });
    await finishPoll(manager, first, SOURCE, success);
    await pollNow(manager);
    const second = await claimed();
    expect(second).toMatchObject({ etag: '"a"', intervalMs: 5_000, failures: 0 });
    expect(second.sinceSuccessMs).toBeGreaterThanOrEqual(0);
    await finishPoll(manager, second, SOURCE, {
      state: 'stale',
      error: 'HTTP 500',
      delayMs: 1,
      intervalMs: 5_000,
    });
    await pollNow(manager);
    const third = await claimPoll(manager, 'http://other.example', 1_000);
    expect(third).toMatchObject({ etag: null, failures: 1 });
    expect(third?.outageMs).toBeGreaterThan(0);
  });
});

describe('the state', () => {
  it('keeps the time of the last success through failures', async () => {
    await finishPoll(manager, await claimed(), SOURCE, success);
    const { asOf } = await state.current();
    await pollNow(manager);
    await finishPoll(manager, await claimed(), SOURCE, {
      state: 'stale',
      error: 'HTTP 500',
      delayMs: 1,
      intervalMs: 5_000,
    });
    expect(await state.current()).toEqual({ state: 'stale', asOf });
    expect(await state.health()).toMatchObject({
      failures: 1,
      errors: [{ message: 'HTTP 500' }],
    });
  });

  it('turns stale and down by itself when nobody polls at all', async () => {
    await finishPoll(manager, await claimed(), SOURCE, success);
    expect(await state.current()).toMatchObject({ state: 'ok' });
    await database.db.query(`UPDATE feed_state SET as_of = now() - interval '13 seconds'`);
    expect(await state.current()).toMatchObject({ state: 'stale' });
    await database.db.query(`UPDATE feed_state SET as_of = now() - interval '11 minutes'`);
    expect(await state.current()).toMatchObject({ state: 'down' });
  });
});

describe('watchedGames', () => {
  it('P7: holds the games that still run, those about to start, and the next ones', async () => {
    expect((await watchedGames(manager)).games).toEqual([]);
    await insert('1', 'in', '-1 hour');
    await insert('2', 'pre', '5 minutes');
    await insert('3', 'pre', '3 days');
    await insert('4', 'pre', '-5 hours');
    await insert('5', 'post', '-3 hours');
    await insert('6', 'in', '-1 year', 2024);
    await insert('7', 'pre', '1 hour', 2025, false);
    await insert('8', 'in', '-13 hours');
    await insert('9', 'in', '-30 hours');
    await database.db.query(
      `UPDATE game SET changed_at = now() - interval '61 minutes' WHERE id IN ('6', '8')`,
    );
    const { games, now } = await watchedGames(manager);
    const minutes = games.map(({ state: each, kickoff }) => [
      each,
      Math.round((kickoff.getTime() - now.getTime()) / 60_000),
    ]);
    expect(minutes.sort()).toEqual([
      ['in', -1800],
      ['in', -60],
      ['pre', 4320],
      ['pre', 5],
    ]);
  });
});

describe('an event that cannot be read', () => {
  it('stays rejected while the same is wrong with it, and is shown again when it says something else', async () => {
    const says = (detail: string, excerpt: string) =>
      keepUnreadable(manager, [{ gameId: '81', reason: 'bad-score', detail, running: false, excerpt }]);
    const resolution = async () =>
      (await database.db.query(`SELECT resolution FROM feed_quarantine WHERE game = '81'`))[0]?.resolution;
    await says('score "x"', '10:00');
    await database.db.query(`UPDATE feed_quarantine SET resolution = 'rejected' WHERE game = '81'`);
    await says('score "x"', '9:00');
    expect(await resolution()).toBe('rejected');
    await says('score "y"', '8:00');
    expect(await resolution()).toBeNull();
  });
});
