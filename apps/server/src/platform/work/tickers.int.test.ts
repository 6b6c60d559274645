import { randomUUID } from 'node:crypto';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../../testing/index.js';
import { testRedisUrl } from '../../testing/test-database.js';
import { keepScheduler } from './tickers.js';

const EVERY_MS = 1_000;
const HOUR_MS = 3_600_000;

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

function redis(): Redis {
  const client = new Redis(testRedisUrl(), { maxRetriesPerRequest: null });
  undo.push(() => client.disconnect());
  return client;
}

describe('a scheduler that is kept', () => {
  it('X90: continues when a worker whose clock is hours ahead has set its next turn, and is gone', async () => {
    const name = `kept-${randomUUID()}`;
    const [connection, ofWorker] = [redis(), redis()];
    const queue = new Queue(name, { connection });
    undo.push(async () => {
      await queue.obliterate({ force: true });
      await queue.close();
    });
    await queue.upsertJobScheduler(name, { every: EVERY_MS, startDate: Date.now() + 3 * HOUR_MS });
    const done: number[] = [];
    const worker = new Worker(name, async () => done.push(Date.now()), {
      connection: ofWorker,
    });
    undo.push(() => worker.close());

    await keepScheduler(queue, EVERY_MS, false);
    await until(async () => done.length >= 2);
    const { next = 0 } = (await queue.getJobScheduler(name)) ?? {};
    expect(next - Date.now()).toBeLessThan(2 * EVERY_MS);
  });
});
