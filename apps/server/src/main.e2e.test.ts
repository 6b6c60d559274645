import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, hasRedisServer, type PrivateRedis, privateRedis } from '@sunday-live/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ServerProcess, startProcess } from './testing/server-process.js';
import { emptyDatabase, queryOnce } from './testing/test-database.js';
import { until } from './testing/until.js';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let dataDir: string;
const processes: ServerProcess[] = [];
beforeAll(async () => {
  database = await emptyDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'sunday-main-'));
});
afterEach(() => {
  for (const each of processes.splice(0)) each.child.kill('SIGKILL');
});
afterAll(async () => {
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

function run(env: Record<string, string> = {}): ServerProcess {
  const server = startProcess({
    PORT: '0',
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    FEED_URL: 'http://127.0.0.1:9',
    ...env,
  });
  processes.push(server);
  return server;
}

const readiness = async (url: string) => (await fetch(`${url}/readyz`)).json();
/** These processes have no feed, so their overall status is degraded at best. */
const hasRedis = async (url: string) => {
  const { status, parts } = await readiness(url);
  return status !== 'unready' && parts.bus.status === 'ready' && parts.queues.status === 'ready';
};

describe('the production entry', () => {
  it('says once where it listens, and leaves on SIGTERM with 0', async () => {
    const server = run();
    const url = await server.listening();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    server.child.kill('SIGTERM');
    expect(await server.exited).toBe(0);
    expect(server.stdout()).toBe(`listening on ${url}\n`);
  });

  it('takes a second signal for the first one said twice', async () => {
    const server = run();
    await server.listening();
    server.child.kill('SIGINT');
    server.child.kill('SIGINT');
    expect(await server.exited).toBe(0);
  });

  it('leaves within ten seconds although a client holds its connection', async () => {
    const server = run();
    const { port } = new URL(await server.listening());
    const held = connect(Number(port), '127.0.0.1');
    held.on('error', () => undefined);
    held.write('GET /healthz HTTP/1.1\r\nHost: x\r\n');
    const since = Date.now();
    server.child.kill('SIGTERM');
    expect(await server.exited).toBe(0);
    expect(Date.now() - since).toBeLessThan(10_000);
    held.destroy();
  });

  it.each([
    ['PORT', { PORT: 'abc' }],
    ['DATABASE_URL', { DATABASE_URL: 'nonsense' }],
    ['RATE_LIMITS', { NODE_ENV: 'production', RATE_LIMITS: 'off', SESSION_SECRET: 'sixteen characters' }],
    ['SESSION_SECRET', { NODE_ENV: 'production' }],
  ])('stops at a wrong %s with its name, without a stack', async (name, env) => {
    const server = run(env);
    expect(await server.exited).toBe(1);
    expect(server.stderr()).toContain(name);
    expect(server.stderr().trim().split('\n')).toHaveLength(1);
    expect(server.stdout()).toBe('');
  });

  it('says that a port is taken', async () => {
    const port = String(await freePort());
    await run({ PORT: port }).listening();
    const second = run({ PORT: port });
    expect(await second.exited).toBe(1);
    expect(second.stderr()).toMatch(new RegExp(`^PORT ${port} on 127\\.0\\.0\\.1 is in use`));
    expect(second.stderr().trim().split('\n')).toHaveLength(1);
  });

  it('stops when it cannot reach its database', async () => {
    const server = run({ DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort()}/none` });
    expect(await server.exited).toBe(1);
    expect(server.stderr()).toMatch(/DATABASE_URL/);
  });

  it('writes no cookie, password or token to its log', async () => {
    const server = run({ LOG_LEVEL: 'trace' });
    const url = await server.listening();
    await fetch(`${url}/api/auth/sign-in/email?token=topsecret`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: 'sunday-live.session_token=topsecret' },
      body: JSON.stringify({ email: 'a@test.example', password: 'topsecret' }),
    });
    await until(() => server.stderr().includes('/api/auth/sign-in/email'));
    expect(server.stderr()).not.toContain('topsecret');
  });
});

describe.skipIf(!hasRedisServer)('readiness', () => {
  let redis: PrivateRedis;
  afterEach(() => redis.stop());

  it('names a Redis that is gone and is well again when it is back; the process lives and leaves', async () => {
    redis = await privateRedis();
    const server = run({ REDIS_URL: redis.url });
    const url = await server.listening();
    await until(() => hasRedis(url));
    await redis.stop();
    await until(async () => {
      const { parts } = await readiness(url);
      return /Redis/.test(parts.bus.reason) && /Redis/.test(parts.queues.reason);
    });
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await redis.start();
    await until(() => hasRedis(url), 20_000);
    await redis.stop();
    server.child.kill('SIGTERM');
    expect(await server.exited).toBe(0);
  });

  it.each(['web', 'worker', 'all'])('comes up without Redis as %s, says so, and leaves', async (ROLE) => {
    redis = await privateRedis();
    await redis.stop();
    const server = run({ REDIS_URL: redis.url, ROLE });
    const url = await server.listening();
    const { parts } = await readiness(url);
    const away = { status: ROLE === 'web' ? 'degraded' : 'unready', reason: expect.stringMatching(/Redis/) };
    expect(parts).toMatchObject({ database: { status: 'ready' }, bus: away, queues: away });
    // a web node serves without Redis
    if (ROLE === 'web') expect((await fetch(`${url}/readyz`)).status).toBe(200);
    server.child.kill('SIGTERM');
    expect(await server.exited).toBe(0);
  });

  it('ends when its start fails, also without Redis, and says why', async () => {
    redis = await privateRedis();
    await redis.stop();
    const spoilt = await emptyDatabase();
    try {
      const first = run({ DATABASE_URL: spoilt.url });
      await first.listening();
      first.child.kill('SIGTERM');
      await first.exited;
      await queryOnce(spoilt.url, 'ALTER TABLE feed_state RENAME TO feed_state_of_before');
      const second = run({ DATABASE_URL: spoilt.url, REDIS_URL: redis.url });
      expect(await second.exited).toBe(1);
      expect(second.stderr()).toMatch(/^failed: .*relation "feed_state" does not exist/m);
    } finally {
      await spoilt.drop();
    }
  });

  it('names a Redis that may drop jobs', async () => {
    redis = await privateRedis('--maxmemory-policy', 'allkeys-lru');
    const url = await run({ REDIS_URL: redis.url }).listening();
    const parts = await until(async () => {
      const answer = await readiness(url);
      return /maxmemory/.test(answer.parts.queues.reason) && answer.parts;
    });
    expect(parts.queues.reason).toContain('maxmemory-policy is allkeys-lru');
    await redis.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
    await until(async () => (await readiness(url)).parts.queues.status === 'ready');
  });
});
