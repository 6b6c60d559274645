import { type ReplayServer, startReplayServer } from '@sunday-live/replay';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import { Tickers } from '../../platform/work/tickers.js';
import { type TestDatabase, testDatabase, testRedisUrl, withoutRedis } from '../../testing/index.js';
import { type CuttableProxy, startCuttableProxy } from './testing/cuttable-proxy.js';
import { dropQueues, type FeedNode, startFeedNode, waitFor } from './testing/feed-node.js';

/** failures 4 and 12: the poller without its queue. */
const INTERVAL_MS = 500;

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

interface World {
  readonly replay: ReplayServer;
  readonly database: TestDatabase;
  readonly proxy: CuttableProxy;
  readonly node: FeedNode;
}

async function world(): Promise<World> {
  const replay = await startReplayServer({ paused: true });
  undo.push(() => replay.close());
  await replay.replay.control({ action: 'seek', position: 3_600 });
  const database = await testDatabase();
  undo.push(() => database.drop());
  const redis = new URL(testRedisUrl());
  const proxy = await startCuttableProxy(redis.hostname, Number(redis.port || 6379));
  undo.push(() => proxy.close());
  redis.hostname = '127.0.0.1';
  redis.port = String(proxy.port);
  const node = await startFeedNode(
    database.url,
    { url: replay.url, liveIntervalMs: INTERVAL_MS, idleIntervalMs: INTERVAL_MS, timeoutMs: 2_000 },
    { redisUrl: redis.href },
  );
  undo.push(() => dropQueues(node));
  undo.push(() => node.close());
  return { replay, database, proxy, node };
}

async function lastTick({ database }: World): Promise<number> {
  const [row] = await database.db.query<{ ticked_at: Date }[]>(
    `SELECT ticked_at FROM ticker WHERE name = 'poll-feed'`,
  );
  return row?.ticked_at.getTime() ?? 0;
}

const pollsSoFar = ({ replay }: World) =>
  replay.requests.report().requests.filter(({ query }) => query === '').length;

describe.skipIf(withoutRedis)('Redis is gone', () => {
  it('the watchdog polls meanwhile, and the queue takes over again', async () => {
    const here = await world();
    await waitFor(
      () => pollsSoFar(here),
      (polls) => polls >= 3,
    );
    await here.proxy.cut();
    const polls = pollsSoFar(here);
    const quiet = await lastTick(here);
    await waitFor(
      () => pollsSoFar(here),
      (now) => now >= polls + 12,
    );
    expect(await lastTick(here)).toBe(quiet);
    expect(await here.node.turns.check()).toBeNull();

    await here.proxy.restore();
    const restored = Date.now();
    await waitFor(
      () => lastTick(here),
      (tick) => tick > restored,
    );
    expect(Date.now() - restored).toBeLessThan(15_000);
  }, 200_000);

  it('everything it held is lost: polling resumes, with one scheduler', async () => {
    const here = await world();
    await waitFor(
      () => pollsSoFar(here),
      (polls) => polls >= 3,
    );
    const redis = new Redis(testRedisUrl());
    undo.push(() => redis.quit());
    const { prefix = '' } = here.node.queue.opts;
    // twin: a queue without the watchdog
    const plain = new Queue('plain', { prefix, connection: redis });
    undo.push(() => plain.close());
    await plain.upsertJobScheduler('poll', { every: INTERVAL_MS });
    expect(await plain.getJobSchedulersCount()).toBe(1);
    const keys = await redis.keys(`${prefix}:*`);
    expect(keys.length).toBeGreaterThan(0);
    await redis.del(...keys);
    const lost = Date.now();
    await waitFor(
      () => lastTick(here),
      (tick) => tick > lost + 1_000,
    );
    expect(Date.now() - lost).toBeLessThan(15_000);
    expect(await here.node.queue.getJobSchedulersCount()).toBe(1);
    expect(await plain.getJobSchedulersCount()).toBe(0);
  }, 200_000);
});

describe.skipIf(withoutRedis)('readiness', () => {
  it('fails when polls are due and nobody tries, not when the feed fails', async () => {
    const here = await world();
    here.replay.replay.faults.add([{ kind: 'status', status: 500 }]);
    await waitFor(
      () => here.node.heard.map(({ state }) => state),
      (states) => states.includes('stale'),
    );
    expect(await here.node.turns.check()).toBeNull();
    await here.node.app.get(Tickers, { strict: false }).beforeApplicationShutdown();
    await here.node.queue.removeJobScheduler('poll-feed');
    await here.database.db.query(`UPDATE feed_poll SET due_at = now() + interval '1 hour'`);
    expect(await here.node.turns.check()).toBeNull();
    const runner = here.database.db.createQueryRunner();
    undo.push(() => runner.release());
    await runner.startTransaction();
    await runner.query(`UPDATE feed_poll SET due_at = now() - interval '1 minute'`);
    await runner.commitTransaction();
    expect(await here.node.turns.check()).toMatch(/^no poll was attempted, though one is due since \d+ s$/);
  }, 200_000);
});
