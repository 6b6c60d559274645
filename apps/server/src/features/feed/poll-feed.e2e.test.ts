import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type ReplayServer, startReplayServer } from '@sunday-live/replay';
import { chaos } from '@sunday-live/testing';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import {
  startProcess,
  type TestDatabase,
  testDatabase,
  testRedisUrl,
  withoutRedis,
} from '../../testing/index.js';
import { waitFor } from './testing/feed-node.js';
import { nextGaps, pollTimes } from './testing/poll-gaps.js';

/** Real worker processes, killed and suspended as an operating system would. */
const INTERVAL_MS = 500;
/** Four workers in each round. */
const ROUNDS_OF_KILLS = chaos({ short: 1, full: 5 });
/** A job counts as stalled after 30 s, and runs again at the next check within 15 s. */
const ASLEEP_MS = chaos({ short: 0, full: 45_000 });
const TIMEOUT_MS = 1_000;

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

interface World {
  readonly replay: ReplayServer;
  readonly database: TestDatabase;
  readonly dataDir: string;
}

async function world(): Promise<World> {
  const replay = await startReplayServer({ paused: true });
  undo.push(() => replay.close());
  await replay.replay.control({ action: 'seek', position: 3_600 });
  const database = await testDatabase();
  undo.push(() => database.drop());
  const dataDir = mkdtempSync(join(tmpdir(), 'sunday-feed-'));
  undo.push(async () => rmSync(dataDir, { recursive: true, force: true }));
  return { replay, database, dataDir };
}

async function startWorker({ replay, database, dataDir }: World): Promise<ChildProcess> {
  const worker = startProcess({
    ROLE: 'worker',
    PORT: '0',
    LOG_LEVEL: 'fatal',
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    DATABASE_POOL: '3',
    REDIS_URL: testRedisUrl(),
    FEED_URL: replay.url,
    FEED_LIVE_INTERVAL_MS: String(INTERVAL_MS),
    FEED_IDLE_INTERVAL_MS: String(INTERVAL_MS),
    FEED_TIMEOUT_MS: String(TIMEOUT_MS),
    SESSION_SECRET: 'a secret that only tests use',
  });
  undo.push(async () => kill(worker.child));
  await worker.listening();
  return worker.child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function queueOf({ database }: World): Promise<Queue> {
  const [row] = await database.db.query<{ key: string }[]>('SELECT key FROM installation');
  const connection = new Redis(testRedisUrl(), { maxRetriesPerRequest: null });
  const queue = new Queue('poll-feed', { connection, prefix: `sunday-live-${row?.key}` });
  undo.push(async () => {
    await queue.obliterate({ force: true });
    await queue.close();
    connection.disconnect();
  });
  return queue;
}

async function weeksRead({ database }: World): Promise<number> {
  const [row] = await database.db.query<{ count: number }[]>(
    'SELECT count(*)::int AS count FROM feed_week WHERE read_at IS NOT NULL',
  );
  return row?.count ?? 0;
}

describe.skipIf(withoutRedis)('worker processes', () => {
  it('failures 13: four start at once, all are killed and replaced again and again: one scheduler, the configured rate', async () => {
    const here = await world();
    let workers = await Promise.all([1, 2, 3, 4].map(() => startWorker(here)));
    const queue = await queueOf(here);
    for (let round = 0; round < ROUNDS_OF_KILLS; round += 1) {
      await Promise.all(workers.map(kill));
      workers = await Promise.all(workers.map(() => startWorker(here)));
    }
    await waitFor(
      () => weeksRead(here),
      (weeks) => weeks === 17,
      60_000,
    );
    const gap = await nextGaps(here.replay, 20);
    expect(gap.mean).toBeGreaterThan(INTERVAL_MS * 0.8);
    expect(gap.usual).toBeLessThan(INTERVAL_MS * 1.2);
    expect(await queue.getJobSchedulersCount()).toBe(1);
    expect(await queue.getDelayedCount()).toBeLessThanOrEqual(1);
  }, 600_000);

  it('failures 12 and 14: a worker that is suspended is replaced, and changes nothing when it wakes up', async () => {
    const here = await world();
    const suspended = await startWorker(here);
    await queueOf(here);
    await waitFor(
      () => pollTimes(here.replay).length,
      (count) => count >= 3,
    );
    here.replay.replay.faults.add([{ kind: 'hang', times: 1 }]);
    await waitFor(
      () => here.replay.requests.report().requests.at(-1)?.answer,
      (answer) => answer === 'hang',
    );
    suspended.kill('SIGSTOP');
    const asleep = pause(ASLEEP_MS);

    const replacement = await startWorker(here);
    await here.replay.replay.control({ action: 'seek', position: 9_000 });
    const before = pollTimes(here.replay).length;
    await waitFor(
      () => pollTimes(here.replay).length,
      (count) => count >= before + 6,
      60_000,
    );
    await waitFor(
      () => weeksRead(here),
      (weeks) => weeks === 17,
      60_000,
    );
    const games = () =>
      here.database.db.query('SELECT id, state, home_score, away_score FROM game ORDER BY id');
    const stored = await games();

    await asleep;
    suspended.kill('SIGCONT');
    expect((await nextGaps(here.replay, 10)).mean).toBeGreaterThan(INTERVAL_MS * 0.8);
    expect(await games()).toEqual(stored);
    const [events] = await here.database.db.query(
      `SELECT count(*)::int AS corrections FROM slate_event WHERE payload->'cause'->>'kind' = 'correction'`,
    );
    expect(events).toEqual({ corrections: 0 });
    await Promise.all([kill(suspended), kill(replacement)]);
  }, 300_000);
});
