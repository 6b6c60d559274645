import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signalProcesses } from '@sunday-live/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerProcess, startProcess } from '../../testing/server-process.js';
import { signUp } from '../../testing/sign-up.js';
import { until } from '../../testing/until.js';

/** A query's own limit of five seconds, and one second for a machine that also runs other tests. */
const ANSWERS_WITHIN_MS = 6_000;

let dataDir: string;
let server: ServerProcess;
let url: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'sunday-still-'));
  execFileSync('chmod', ['755', dataDir]);
  server = startProcess({ PORT: '0', DATA_DIR: dataDir, FEED_URL: 'http://127.0.0.1:9', RATE_LIMITS: 'off' });
  url = await server.listening();
});
afterAll(async () => {
  server.child.kill('SIGTERM');
  await server.exited;
  rmSync(dataDir, { recursive: true, force: true });
});

/** Returns the database's server process and all its child processes. */
function databaseProcesses(): number[] {
  const note = join(dataDir, 'postgres-location');
  const folder = existsSync(note) ? readFileSync(note, 'utf8').trim() : join(dataDir, 'postgres');
  const postmaster = Number.parseInt(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8'), 10);
  const all = execFileSync('ps', ['-eo', 'pid,ppid'], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return all.flatMap(([pid, parent]) =>
    pid !== undefined && (pid === postmaster || parent === postmaster) ? [pid] : [],
  );
}

describe('failures 29: a database that stands still', () => {
  it('is answered with 503 in time, on every kind of route, and everything continues when it does', async () => {
    const ann = await signUp(url);
    const asks: Readonly<Record<string, () => Promise<Response>>> = {
      'a read': () => fetch(`${url}/api/me`, { headers: { cookie: ann.cookie } }),
      'a change': () =>
        fetch(`${url}/api/me`, {
          method: 'PATCH',
          headers: { cookie: ann.cookie, 'content-type': 'application/json' },
          body: JSON.stringify({ name: 'Still' }),
        }),
      'a poll': () =>
        fetch(`${url}/api/leagues/everyone/live?wait=0`, {
          headers: { cookie: ann.cookie, 'x-requested-with': 'sunday-live' },
        }),
      'a sign-in': () =>
        fetch(`${url}/api/auth/sign-in/email`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ email: ann.email, password: ann.password }),
        }),
      'a session': () => fetch(`${url}/api/auth/get-session`, { headers: { cookie: ann.cookie } }),
      readiness: () => fetch(`${url}/readyz`),
    };
    signalProcesses(databaseProcesses(), 'SIGSTOP');
    // no process can start while the server is stopped: processes started meanwhile are found now
    const still = databaseProcesses();
    signalProcesses(still, 'SIGSTOP');
    try {
      const since = performance.now();
      const answers = await Promise.all(
        Object.entries(asks).map(async ([what, ask]) => {
          const { status } = await ask();
          return [what, status, performance.now() - since < ANSWERS_WITHIN_MS];
        }),
      );
      expect(answers).toEqual(Object.keys(asks).map((what) => [what, 503, true]));
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
    } finally {
      signalProcesses(still, 'SIGCONT');
    }
    for (const [what, ask] of Object.entries(asks)) {
      await until(async () => (await ask()).status === 200, 30_000).catch(() => expect.fail(what));
    }
  });

  it('is started again when it is killed: not ready meanwhile, ready again by itself', async () => {
    const { cookie } = await signUp(url);
    const me = () => fetch(`${url}/api/me`, { headers: { cookie } });
    const [postmaster] = databaseProcesses();
    signalProcesses(postmaster === undefined ? [] : [postmaster], 'SIGKILL');
    await until(async () => (await fetch(`${url}/readyz`)).status === 503);
    expect([200, 503]).toContain((await me()).status);
    await until(async () => (await fetch(`${url}/readyz`)).status === 200, 60_000);
    await until(async () => (await me()).status === 200);
  });
});
