import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SECTIONS } from '@sunday-live/analysis';
import { type ReportEvent, reportEventSchema } from '@sunday-live/contract';
import { chaos } from '@sunday-live/testing';
import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type PrivateRedis,
  privateRedis,
  type ServerProcess,
  startProcess,
  startTestServer,
  type TestServer,
  until,
  withoutRedis,
} from '../../testing/index.js';
import { type Caller, manyPlayers } from '../calendar/testing/api.js';
import { MOST_WORKERS } from './report-task.js';
import { LEASE_MS } from './report-task.sql.js';
import { aLeague, fillCards, playSeason } from './testing/played-season.js';
import { ask, contentOf, documentOf, reaches } from './testing/report-calls.js';
import { MOST_THREADS } from './threads/section-threads.js';

/** Longer than a lease: whatever ran counts as lost. */
const OUTAGE_MS = chaos({ short: LEASE_MS + 1000, full: 30_000 });
const PATIENCE_MS = 150_000;

let redis: PrivateRedis;
let web: TestServer;
let members: Caller[];
let league: string;
let storage: string;
const workers: ServerProcess[] = [];

/** A web node in this process, workers as separate processes, Redis between them. */
beforeAll(async () => {
  if (withoutRedis) return;
  redis = await privateRedis();
  storage = mkdtempSync(join(tmpdir(), 'sunday-reports-'));
  web = await startTestServer({ role: 'web', redisUrl: redis.url, storageUrl: `file:${storage}` });
  members = await manyPlayers(web, 50);
  await playSeason(web.db, 9);
  await fillCards(
    web.db,
    members.map(({ id }) => id),
  );
  league = await aLeague(web.db, members);
});
afterEach(() => {
  for (const { child } of workers.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await web?.close();
  await redis?.stop();
  if (storage !== undefined) rmSync(storage, { recursive: true, force: true });
});

/** @returns its address, for its metrics */
async function startWorker(): Promise<string> {
  const worker = startProcess({
    PORT: '0',
    ROLE: 'worker',
    DATABASE_URL: web.config.databaseUrl ?? '',
    REDIS_URL: redis.url,
    STORAGE_URL: `file:${storage}`,
    DATA_DIR: web.config.dataDir,
    SESSION_SECRET: web.config.sessionSecret,
    FEED_URL: 'http://127.0.0.1:9',
    LOG_LEVEL: 'error',
  });
  workers.push(worker);
  return worker.listening();
}

/** The same four players, requested as if for the first time, without caches. */
async function askAnew(): Promise<{ who: Caller; id: string; sections: number }> {
  const [who] = members as [Caller, ...Caller[]];
  const players = members.slice(0, 4).map(({ id }) => id);
  await web.db.query(`UPDATE report SET created_at = created_at - interval '5 minutes'`);
  await web.db.query('DELETE FROM report_common');
  return { who, id: await ask(who, { players, league }), sections: players.length * SECTIONS.length };
}

const slowRunning = (id: string) =>
  until(async () => {
    const rows = await web.db.query<unknown[]>(
      `SELECT 1 FROM report_task WHERE report = $1 AND queue = 'slow' AND state = 'running'`,
      [id],
    );
    return rows.length > 0;
  }, PATIENCE_MS);

/** The final report; every section once. */
async function outcome({ who, id, sections }: Awaited<ReturnType<typeof askAnew>>): Promise<object> {
  await reaches(who, id, 'complete', 'failed');
  const document = await documentOf(who, id);
  expect(document.missing).toEqual([]);
  expect(document.sections).toHaveLength(sections);
  return contentOf(document);
}

/** The outcome of a report whose owner is connected to the web node and gets progress from the worker. */
async function followed(asking: typeof askAnew): Promise<object> {
  const [{ cookie }] = members as [Caller, ...Caller[]];
  const socket = io(`${web.url}/live`, {
    transports: ['websocket'],
    extraHeaders: { cookie, origin: web.config.publicUrl },
  });
  try {
    const news: ReportEvent[] = [];
    socket.on('report', (event) => news.push(reportEventSchema.parse(event)));
    await until(() => socket.connected);
    const asked = await asking();
    const made = await outcome(asked);
    const last = await until(() => news.find(({ id, state }) => id === asked.id && state === 'complete'));
    expect(last.progress).toMatchObject({ done: asked.sections, total: asked.sections });
    const done = news.map(({ progress }) => progress.done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    return made;
  } finally {
    socket.disconnect();
  }
}

describe.skipIf(withoutRedis)('reports on many processes', () => {
  let undisturbed: object;

  it('are the same whether or not a worker is killed in the middle of slow tasks', async () => {
    await startWorker();
    undisturbed = await followed(askAnew);
    const report = await askAnew();
    await slowRunning(report.id);
    workers[0]?.child.kill('SIGKILL');
    await startWorker();
    expect(await outcome(report)).toEqual(undisturbed);
    const [row] = await web.db.query<{ again: number }[]>(
      'SELECT count(*) FILTER (WHERE attempts > 1) AS again FROM report_task WHERE report = $1',
      [report.id],
    );
    // proves that the kill hit a running task
    expect(row?.again).toBeGreaterThan(0);
  }, 240_000);

  it('are the same when Redis is gone meanwhile, and when they are asked for while it is', async () => {
    await startWorker();
    const begun = await askAnew();
    await slowRunning(begun.id);
    await redis.stop();
    const back = pause(OUTAGE_MS);
    const since = Date.now();
    const asked = await askAnew();
    expect(Date.now() - since).toBeLessThan(OUTAGE_MS);
    await back;
    await redis.start();
    expect(await outcome(begun)).toEqual(undisturbed);
    expect(await outcome(asked)).toEqual(undisturbed);
  }, 240_000);

  it('continue at once elsewhere when a worker shuts down', async () => {
    await startWorker();
    const report = await askAnew();
    await slowRunning(report.id);
    workers[0]?.child.kill('SIGTERM');
    expect(await workers[0]?.exited).toBe(0);
    const running = await web.db.query<unknown[]>(`SELECT 1 FROM report_task WHERE state = 'running'`);
    expect(running).toEqual([]);
    await startWorker();
    expect(await outcome(report)).toEqual(undisturbed);
  }, 240_000);

  it('fifty at once: six tasks of each queue at a time, and threads come and go with them', async () => {
    const url = await startWorker();
    const sizes = async (): Promise<number[]> => {
      const text = await (await fetch(`${url}/metrics`)).text();
      return [...text.matchAll(/report_pool_size\{queue="(?:fast|slow)"\} (\d+)/g)].map(([, size]) =>
        Number(size),
      );
    };
    expect(await sizes()).toEqual([0, 0]);
    const ids = await Promise.all(members.map((who) => ask(who, { players: [who.id], league })));
    expect(new Set(ids).size).toBe(50);
    const running = async (): Promise<number[]> => {
      const rows = await web.db.query<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM report_task WHERE state = 'running' GROUP BY queue`,
      );
      return rows.map(({ count }) => count);
    };
    let most = 0;
    let threads = 0;
    await until(async () => {
      most = Math.max(most, ...(await running()));
      threads = Math.max(threads, ...(await sizes()));
      return most >= MOST_WORKERS && threads >= MOST_THREADS;
    }, PATIENCE_MS);
    expect([most, threads]).toEqual([MOST_WORKERS, MOST_THREADS]);
    await until(async () => {
      const open = await web.db.query<unknown[]>(
        `SELECT 1 FROM report_task WHERE state IN ('queued', 'running') LIMIT 1`,
      );
      return open.length === 0;
    }, PATIENCE_MS);
    for (const [i, who] of members.slice(0, 3).entries()) await reaches(who, ids[i] ?? '', 'complete');
    await until(async () => (await sizes()).every((size) => size === 0), PATIENCE_MS);
  }, 300_000);
});
