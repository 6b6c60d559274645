import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { hasRedisServer, privateRedis } from '../../testing/index.js';

const BATCHES = 100;
const KEYS = 100;
const VALUE = 'x'.repeat(10_000);

describe.skipIf(!hasRedisServer)('twin: a Redis that evicts', () => {
  it('failures 15: drops a waiting job without an error: why readiness names the setting', async () => {
    const server = await privateRedis('--maxmemory', '4mb', '--maxmemory-policy', 'allkeys-lru');
    const redis = new Redis(server.url, { maxRetriesPerRequest: null });
    const queue = new Queue('forgetful', { connection: redis, skipVersionCheck: true });
    try {
      const { id = '' } = await queue.add('report', {});
      expect(await queue.getJob(id)).toBeDefined();
      for (let batch = 0; batch < BATCHES && (await queue.getJob(id)) !== undefined; batch += 1) {
        await Promise.all(Array.from({ length: KEYS }, (_, i) => redis.set(`${batch}/${i}`, VALUE)));
      }
      expect(await queue.getJob(id)).toBeUndefined();
    } finally {
      await queue.close();
      redis.disconnect();
      await server.stop();
    }
  });
});
