import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Optional, but browser tests take a fifth less time with it. */
const CHROMIUM_SHELL = '/usr/bin/chromium-headless-shell';
const CHROMIUM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/**
 * Finds or starts what the tests need.
 * @returns {Promise<{env: Record<string, string>, missing: string[], stop: () => Promise<void>}>} `env` is added to
 * the tests' environment; missing services are named in `missing` and flagged in `env` as SUNDAY_TEST_WITHOUT_…
 */
export async function testServices(env) {
  const parts = await Promise.all([postgres(env), redis(env), Promise.resolve(chromium(env))]);
  return {
    env: Object.assign({}, ...parts.map((part) => part.env)),
    missing: parts.flatMap((part) => (part.missing === undefined ? [] : [part.missing])),
    stop: async () => {
      for (const part of parts) await part.stop?.();
    },
  };
}

async function postgres(env) {
  if (env.DATABASE_URL) return { env: {} };
  if (await answers(5432)) return { env: { DATABASE_URL: 'postgres://postgres@127.0.0.1:5432/postgres' } };
  const dataDir = mkdtempSync(join(tmpdir(), 'sunday-test-postgres-'));
  try {
    const { startEmbeddedPostgres } = await import('@sunday-live/server');
    const server = await startEmbeddedPostgres(dataDir);
    return {
      env: { DATABASE_URL: server.url },
      stop: async () => {
        await server.close();
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    return { env: { SUNDAY_TEST_WITHOUT_POSTGRES: '1' }, missing: `PostgreSQL (${error.message})` };
  }
}

async function redis(env) {
  if (env.REDIS_URL) return { env: {} };
  if (await answers(6379)) return { env: { REDIS_URL: 'redis://127.0.0.1:6379' } };
  if (spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status !== 0) {
    return {
      env: { SUNDAY_TEST_WITHOUT_REDIS: '1' },
      missing: 'Redis (no server on localhost:6379, no redis-server to start)',
    };
  }
  const port = 16_379 + Math.floor(Math.random() * 20_000);
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--save', '', '--appendonly', 'no', '--bind', '127.0.0.1'],
    {
      stdio: 'ignore',
    },
  );
  for (let tries = 0; tries < 100 && !(await answers(port)); tries += 1) await wait(50);
  return { env: { REDIS_URL: `redis://127.0.0.1:${port}` }, stop: async () => child.kill() };
}

function chromium(env) {
  if (env.CI === 'true' && !env.CHROMIUM_PATH && process.getuid?.() === 0) {
    if (!CHROMIUM.some((path) => existsSync(path))) install('chromium');
    if (!existsSync(CHROMIUM_SHELL)) install('chromium-headless-shell');
  }
  const shell = existsSync(CHROMIUM_SHELL) ? { CHROMIUM_SHELL_PATH: CHROMIUM_SHELL } : {};
  const known = [env.CHROMIUM_PATH, ...CHROMIUM].find((path) => path && existsSync(path));
  if (known !== undefined) return { env: { ...shell, CHROMIUM_PATH: known } };
  return {
    env: { SUNDAY_TEST_WITHOUT_BROWSER: '1' },
    missing: 'Chromium (set CHROMIUM_PATH, or install it)',
  };
}

function install(name) {
  console.log(`Installing ${name} …`);
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], { stdio: 'ignore' });
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const end = (result) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(1000, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
