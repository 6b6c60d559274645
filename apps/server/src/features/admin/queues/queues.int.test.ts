import { getQueueToken } from '@nestjs/bullmq';
import { queueReportsSchema } from '@sunday-live/contract';
import type { Queue } from 'bullmq';
import { afterAll, describe, expect, it } from 'vitest';
import { QueueCounts } from '../../../platform/work/queue-counts.js';
import { startTestServer, type TestServer, testRedisUrl, withoutRedis } from '../../../testing/index.js';
import { aPlayer, type Caller } from '../../calendar/testing/api.js';

const servers: TestServer[] = [];
afterAll(async () => {
  for (const server of servers) await server.close();
});

describe.each([
  ['PostgreSQL', false],
  ['Redis', true],
] as const)('the queues on %s', (_store, redis) => {
  it.skipIf(redis && withoutRedis)('are shown to admins, and changed on the record', async () => {
    // a web node runs no jobs, so a job that the test adds stays in the queue
    const server = await startTestServer({ role: 'web', redisUrl: redis ? testRedisUrl() : null });
    servers.push(server);
    const admin: Caller = await aPlayer(server.url);
    await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
    const queue = server.app.get<Queue>(getQueueToken('poll-feed'), { strict: false });
    await queue.add('test', { asked: 'by a test' });

    const page = await admin.get('/api/admin/queues/');
    expect(page).toMatchObject({ status: 200 });
    const files = [...page.text.matchAll(/(?:src|href)="(static\/[^"]+)"/g)].map(([, file]) => file);
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) expect((await admin.get(`/api/admin/queues/${file}`)).status, file).toBe(200);

    const seen = await admin.get(
      '/api/admin/queues/api/queues?activeQueue=poll-feed&status=latest&page=1&jobsPerPage=10',
    );
    expect(seen.text).toContain('by a test');
    const figures = queueReportsSchema.parse((await admin.get('/api/admin/jobs')).body);
    expect(figures.map(({ queue: name }) => name)).toContain('mails');
    expect(figures.find(({ queue: name }) => name === 'poll-feed')).toEqual({
      queue: 'poll-feed',
      waiting: 1,
      active: 0,
      delayed: 0,
      failed: 0,
      lastFailure: null,
    });
    expect((await admin.put('/api/admin/queues/api/queues/poll-feed/pause', {})).status).toBe(200);
    expect(await queue.isPaused()).toBe(true);
    const [row] = await server.db.query('SELECT action, target, after FROM audit ORDER BY id DESC LIMIT 1');
    expect(row).toEqual({
      action: 'queue.change',
      target: 'queue/poll-feed',
      after: { asked: 'PUT /api/queues/poll-feed/pause' },
    });
    await queue.obliterate({ force: true });
  });

  it.skipIf(redis && withoutRedis)('are shown without one whose table cannot be read', async () => {
    const server = await startTestServer({ role: 'web', redisUrl: redis ? testRedisUrl() : null });
    servers.push(server);
    const counts = server.app.get(QueueCounts);
    counts.register('broken', () => Promise.reject(new Error('too many clients')));
    const shown = (await counts.withFailures()).map(({ queue }) => queue);
    expect(shown).toContain('poll-feed');
    expect(shown).not.toContain('broken');
  });
});
