import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/index.js';
import { FeedPoller } from './feed-poller.js';
import { FeedStateService } from './feed-state.service.js';
import { ScheduleImporter } from './schedule-importer.js';
import { type FeedNode, startFeedNode } from './testing/feed-node.js';
import { type NotedGame, PlainFeed } from './testing/plain-feed.js';

const HOUR_MS = 60 * 60_000;
const WEEK = { season: new Date().getUTCFullYear(), seasonType: 2, week: 12 };
const GAME: NotedGame = {
  ...WEEK,
  number: 7,
  kickoff: new Date(Date.now() - HOUR_MS).toISOString(),
  away: 'JAX',
  home: 'DEN',
  score: [0, 3],
  over: false,
};
const feed = new PlainFeed(WEEK);
const { signal } = new AbortController();

let database: TestDatabase;
let node: FeedNode;

beforeAll(async () => {
  database = await testDatabase();
  // polls by hand; any board that repeats itself counts as frozen at once
  node = await startFeedNode(
    database.url,
    { liveIntervalMs: 1, idleIntervalMs: 1, frozenMs: 0 },
    { role: 'web' },
    feed,
  );
}, 60_000);
afterAll(async () => {
  await node?.close();
  await database?.drop();
});

async function poll(): Promise<number> {
  await database.db.query('UPDATE feed_poll SET due_at = now()');
  const lease = await node.app.get(FeedPoller).poll(signal);
  if (lease === null) throw new Error(`the poll failed: ${await node.app.get(FeedStateService).problem()}`);
  return lease.fence;
}

const games = () =>
  database.db.query('SELECT id, week, away, home, away_score, home_score, state FROM game ORDER BY id');

it('a second feed brings scores and the schedule under keys of its own', async () => {
  feed.note([GAME]);
  await poll();
  const game = {
    id: 'plain.7',
    week: 12,
    away: 'JAX',
    home: 'DEN',
    away_score: 0,
    home_score: 3,
    state: 'in',
  };
  expect(await games()).toEqual([game]);

  const kickoff = new Date(Date.now() + 7 * 24 * HOUR_MS).toISOString();
  feed.note([
    { ...GAME, score: [7, 3] },
    { ...GAME, week: 13, number: 8, away: 'KC', home: 'BUF', kickoff, score: null },
  ]);
  const fence = await poll();
  const importer = node.app.get(ScheduleImporter);
  // the weeks before and after the current one are read first
  for (const _ of ['before', 'after']) expect(await importer.step(fence, signal)).toBe('read');
  expect(await games()).toMatchObject([
    { ...game, away_score: 7 },
    { id: 'plain.8', week: 13, state: 'pre' },
  ]);
});

it('F19 a feed without clocks is not frozen while no score changes', async () => {
  await poll();
  await poll();
  expect(await node.app.get(FeedStateService).problem()).toBeNull();
});
