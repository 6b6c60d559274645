import { type ReplayServer, startReplayServer } from '@sunday-live/replay';
import { chaos } from '@sunday-live/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase, testRedisUrl, withoutRedis } from '../../testing/index.js';
import { dropQueues, type FeedNode, startFeedNode, waitFor } from './testing/feed-node.js';
import { nextGaps } from './testing/poll-gaps.js';

/** Several workers on one database and one queue, all in this process, each with its own connections. */
const INTERVAL_MS = 500;
const RESTARTS = chaos({ short: 5, full: 20 });

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function world(): Promise<{ replay: ReplayServer; database: TestDatabase }> {
  const replay = await startReplayServer({ paused: true });
  undo.push(() => replay.close());
  await replay.replay.control({ action: 'seek', position: 3_600 });
  const database = await testDatabase();
  undo.push(() => database.drop());
  return { replay, database };
}

async function worker(
  { replay, database }: Awaited<ReturnType<typeof world>>,
  redisUrl: string | null,
): Promise<FeedNode> {
  const feed = {
    url: replay.url,
    liveIntervalMs: INTERVAL_MS,
    idleIntervalMs: INTERVAL_MS,
    timeoutMs: 2_000,
  };
  const node = await startFeedNode(database.url, feed, { redisUrl, databasePool: 3 });
  undo.splice(2, 0, () => dropQueues(node));
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    await node.close();
  };
  undo.push(close);
  return { ...node, close };
}

async function readWeeks(database: TestDatabase): Promise<number> {
  const [row] = await database.db.query<{ count: number }[]>(
    'SELECT count(*)::int AS count FROM feed_week WHERE read_at IS NOT NULL',
  );
  return row?.count ?? 0;
}

const backends = [
  { store: 'Redis', redisUrl: (): string | null => testRedisUrl() },
  { store: 'PostgreSQL', redisUrl: (): string | null => null },
].slice(withoutRedis ? 1 : 0);

describe.each(backends)('failures 13: several schedulers, jobs on $store', ({ redisUrl }) => {
  it('four workers that start at once make one scheduler and poll at the configured rate', async () => {
    const here = await world();
    const nodes = await Promise.all([1, 2, 3, 4].map(() => worker(here, redisUrl())));
    await waitFor(
      () => readWeeks(here.database),
      (weeks) => weeks === 17,
    );
    const gap = await nextGaps(here.replay, 20);
    expect(gap.mean).toBeGreaterThan(INTERVAL_MS * 0.8);
    expect(gap.usual).toBeLessThan(INTERVAL_MS * 1.2);
    expect(await nodes[0]?.queue.getJobSchedulersCount()).toBe(1);
  }, 200_000);

  it('twin: schedulers with names of their own would be four', async () => {
    const here = await world();
    const { queue } = await worker(here, redisUrl());
    for (const name of ['a', 'b', 'c']) await queue.upsertJobScheduler(name, { every: INTERVAL_MS });
    await waitFor(
      () => queue.getJobSchedulersCount(),
      (count) => count === 4,
    );
  });

  it('any number of restarts leaves one scheduler and the same rate', async () => {
    const here = await world();
    const stays = await worker(here, redisUrl());
    for (let round = 0; round < RESTARTS; round += 1) {
      const node = await worker(here, redisUrl());
      await node.close();
    }
    expect(await stays.queue.getJobSchedulersCount()).toBe(1);
    const counts = await stays.queue.getJobCounts('delayed', 'waiting', 'failed', 'completed');
    expect((counts.delayed ?? 0) + (counts.waiting ?? 0)).toBeLessThanOrEqual(1);
    expect(counts).toMatchObject({ failed: 0, completed: 0 });
    await waitFor(
      () => readWeeks(here.database),
      (weeks) => weeks === 17,
    );
    const gap = await nextGaps(here.replay, 12);
    expect(gap.mean).toBeGreaterThan(INTERVAL_MS * 0.8);
    expect(gap.usual).toBeLessThan(INTERVAL_MS * 1.2);
  }, 200_000);

  it('a scheduler that is gone is made again', async () => {
    const here = await world();
    const node = await worker(here, redisUrl());
    await waitFor(
      () => node.queue.getJobSchedulersCount(),
      (count) => count === 1,
    );
    await node.queue.obliterate({ force: true });
    await node.queue.removeJobScheduler('poll-feed');
    const gone = Date.now();
    await waitFor(
      () => node.queue.getJobSchedulersCount(),
      (count) => count === 1,
    );
    await waitFor(
      () => lastTick(here.database),
      (tick) => tick > gone + 1_000,
    );
    expect(Date.now() - gone).toBeLessThan(15_000);
  }, 200_000);
});

async function lastTick(database: TestDatabase): Promise<number> {
  const [row] = await database.db.query<{ ticked_at: Date }[]>(
    `SELECT ticked_at FROM ticker WHERE name = 'poll-feed'`,
  );
  return row?.ticked_at.getTime() ?? 0;
}
