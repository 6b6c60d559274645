import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { claimRow, keepRow, releaseRow } from '../../platform/work/outbox.sql.js';
import { type TestDatabase, testDatabase } from '../../testing/index.js';
import { ReportEntity } from './report.entity.js';
import { planReport, ReportStore } from './report.store.js';
import {
  type ClaimedTask,
  cancelTasks,
  failTask,
  finishTask,
  LEASE_MS,
  MOST_ATTEMPTS,
  openTasks,
  recoverTasks,
  retryTasks,
  TASKS,
  taskFailures,
  tasksOfReport,
} from './report-task.sql.js';

let database: TestDatabase;
let manager: EntityManager;
let reports: ReportStore;
let report: string;
/** Its fast tasks, in order. */
let fast: string[];

beforeAll(async () => {
  database = await testDatabase(10);
  manager = database.db.manager;
  reports = new ReportStore(database.db.getRepository(ReportEntity));
  await database.db.query(`INSERT INTO "user" (id, name, email) VALUES ('ann', 'Ann', 'ann@test.example')`);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.query('DELETE FROM report');
  report = randomUUID();
  const order = {
    id: report,
    owner: 'ann',
    kind: 'asked',
    league: 'everyone',
    season: 2024,
    seasonType: 2,
  } as const;
  await database.db.transaction((tx) =>
    reports.insert(tx, { ...order, players: ['ann'], fingerprint: 'x' }, planReport(['ann'])),
  );
  fast = (await tasksOfReport(manager, report)).filter(({ queue }) => queue === 'fast').map(({ id }) => id);
});

const first = (): string => fast[0] ?? '';
const claim = () => claimRow(manager, TASKS, LEASE_MS, ['fast']);
async function claimed(): Promise<ClaimedTask> {
  const task = await claim();
  if (task === null) throw new Error('not taken');
  return task;
}
/** Makes only the first task available. */
const alone = () =>
  database.db.query('DELETE FROM report_task WHERE report = $1 AND id <> $2', [report, first()]);
const expire = () =>
  database.db.query(`UPDATE report_task SET due_at = now() - interval '1 s' WHERE state = 'running'`);
const wait = (seconds: number) =>
  database.db.query('UPDATE report_task SET due_at = due_at - make_interval(secs => $1)', [seconds]);
const stateOf = async (id: string) => (await tasksOfReport(manager, report)).find((task) => task.id === id);
const partial = (key: string) => ({ key, sha256: 'a'.repeat(64), bytes: 2 });

describe('a task', () => {
  it('is taken by one of many workers, each queue in the order of the report', async () => {
    const taken = await Promise.all(Array.from({ length: fast.length + 5 }, claim));
    const ids = taken.flatMap((task) => (task === null ? [] : [task.id]));
    expect(ids.toSorted()).toEqual(fast.toSorted());
    expect(await openTasks(manager, 'fast')).toEqual({ queued: 0, running: fast.length, due: 0 });
    expect((await openTasks(manager, 'slow')).running).toBe(0);
    for (const task of taken) if (task !== null) await releaseRow(manager, TASKS, task, null);
    expect((await claimed()).queue).toBe('fast');
  });

  it('is refused to a worker that lost it, whatever that wants to write', async () => {
    await alone();
    const sleeper = await claimed();
    expect(await recoverTasks(manager, 'fast')).toEqual([]);
    await expire();
    expect(await recoverTasks(manager, 'slow')).toEqual([]);
    expect(await recoverTasks(manager, 'fast')).toEqual([report]);
    const heir = await claimed();
    expect(heir.attempts).toBe(2);
    expect(await keepRow(manager, TASKS, sleeper, LEASE_MS)).toBe(false);
    expect(await finishTask(manager, sleeper, partial('reports/x/old.json'))).toBe(false);
    expect(await failTask(manager, sleeper, { error: 'late', cause: 'late' }, null)).toBe(false);
    expect(await releaseRow(manager, TASKS, sleeper, null)).toBe(false);
    expect(await keepRow(manager, TASKS, heir, LEASE_MS)).toBe(true);
    expect(await finishTask(manager, heir, partial('reports/x/new.json'))).toBe(true);
    expect(await finishTask(manager, heir, partial('reports/x/twice.json'))).toBe(false);
    expect(await stateOf(first())).toMatchObject({ state: 'done', partialKey: 'reports/x/new.json' });
  });

  it('waits before it is tried again, and fails for good after some tries', async () => {
    await alone();
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      const task = await claimed();
      expect(task.attempts).toBe(attempt);
      await failTask(manager, task, { error: 'no', cause: 'why' }, attempt < MOST_ATTEMPTS ? 60_000 : null);
      expect(await claim()).toBeNull();
      await wait(61);
    }
    expect(await stateOf(first())).toMatchObject({ state: 'failed', error: 'no' });
    expect(await claim()).toBeNull();
    expect(await taskFailures(manager, 'fast')).toMatchObject({ failed: 1, lastFailure: { reason: 'why' } });
  });

  it('whose worker goes away again and again fails too', async () => {
    await alone();
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      await claimed();
      await expire();
      await recoverTasks(manager, 'fast');
    }
    expect(await stateOf(first())).toMatchObject({ state: 'failed', error: 'The worker went away.' });
  });

  it('that was given back costs no try, and is due at once', async () => {
    await alone();
    expect(await releaseRow(manager, TASKS, await claimed(), null)).toBe(true);
    expect(await stateOf(first())).toMatchObject({ state: 'queued', attempts: 0 });
    expect(await openTasks(manager, 'fast')).toMatchObject({ due: 1 });
    expect((await claimed()).id).toBe(first());
  });

  it('that was cancelled is not taken and not finished', async () => {
    const count = (await tasksOfReport(manager, report)).length;
    const task = await claimed();
    await cancelTasks(manager, report);
    expect(await keepRow(manager, TASKS, task, LEASE_MS)).toBe(false);
    expect(await finishTask(manager, task, null)).toBe(false);
    expect(await claim()).toBeNull();
    expect(await database.db.transaction((tx) => retryTasks(tx, report))).toBe(count);
    expect(await claim()).not.toBeNull();
  });
});
