import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/index.js';
import { ReportEntity } from './report.entity.js';
import { planReport, ReportStore } from './report.store.js';
import { type ClaimedTask, LEASE_MS, MOST_ATTEMPTS, ReportTaskStore } from './report-task.sql.js';

let database: TestDatabase;
let tasks: ReportTaskStore;
let reports: ReportStore;
let report: string;
/** Its fast tasks, in order. */
let fast: string[];

beforeAll(async () => {
  database = await testDatabase(10);
  tasks = new ReportTaskStore(database.db);
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
  fast = (await tasks.ofReport(report)).filter(({ queue }) => queue === 'fast').map(({ id }) => id);
});

const first = (): string => fast[0] ?? '';
const claim = () => tasks.outbox.claim(LEASE_MS, ['fast']);
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
const stateOf = async (id: string) => (await tasks.ofReport(report)).find((task) => task.id === id);
const partial = (key: string) => ({ key, sha256: 'a'.repeat(64), bytes: 2 });

describe('a task', () => {
  it('is taken by one of many workers, each queue in the order of the report', async () => {
    const taken = await Promise.all(Array.from({ length: fast.length + 5 }, claim));
    const ids = taken.flatMap((task) => (task === null ? [] : [task.id]));
    expect(ids.toSorted()).toEqual(fast.toSorted());
    expect(await tasks.open('fast')).toEqual({ queued: 0, running: fast.length, due: 0 });
    expect((await tasks.open('slow')).running).toBe(0);
    for (const task of taken) if (task !== null) await tasks.outbox.release(task, null);
    expect((await claimed()).queue).toBe('fast');
  });

  it('is refused to a worker that lost it, whatever that wants to write', async () => {
    await alone();
    const sleeper = await claimed();
    expect(await tasks.recover('fast')).toEqual([]);
    await expire();
    expect(await tasks.recover('slow')).toEqual([]);
    expect(await tasks.recover('fast')).toEqual([report]);
    const heir = await claimed();
    expect(heir.attempts).toBe(2);
    expect(await tasks.outbox.keep(sleeper, LEASE_MS)).toBe(false);
    expect(await tasks.finish(sleeper, partial('reports/x/old.json'))).toBe(false);
    expect(await tasks.fail(sleeper, { error: 'late', cause: 'late' }, null)).toBe(false);
    expect(await tasks.outbox.release(sleeper, null)).toBe(false);
    expect(await tasks.outbox.keep(heir, LEASE_MS)).toBe(true);
    expect(await tasks.finish(heir, partial('reports/x/new.json'))).toBe(true);
    expect(await tasks.finish(heir, partial('reports/x/twice.json'))).toBe(false);
    expect(await stateOf(first())).toMatchObject({ state: 'done', partial_key: 'reports/x/new.json' });
  });

  it('waits before it is tried again, and fails for good after some tries', async () => {
    await alone();
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      const task = await claimed();
      expect(task.attempts).toBe(attempt);
      await tasks.fail(task, { error: 'no', cause: 'why' }, attempt < MOST_ATTEMPTS ? 60_000 : null);
      expect(await claim()).toBeNull();
      await wait(61);
    }
    expect(await stateOf(first())).toMatchObject({ state: 'failed', error: 'no' });
    expect(await claim()).toBeNull();
    expect(await tasks.failures('fast')).toMatchObject({ failed: 1, lastFailure: { reason: 'why' } });
  });

  it('whose worker goes away again and again fails too', async () => {
    await alone();
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      await claimed();
      await expire();
      await tasks.recover('fast');
    }
    expect(await stateOf(first())).toMatchObject({ state: 'failed', error: 'The worker went away.' });
  });

  it('that was given back costs no try, and is due at once', async () => {
    await alone();
    expect(await tasks.outbox.release(await claimed(), null)).toBe(true);
    expect(await stateOf(first())).toMatchObject({ state: 'queued', attempts: 0 });
    expect(await tasks.open('fast')).toMatchObject({ due: 1 });
    expect((await claimed()).id).toBe(first());
  });

  it('that was cancelled is not taken and not finished', async () => {
    const count = (await tasks.ofReport(report)).length;
    const task = await claimed();
    await tasks.cancel(report);
    expect(await tasks.outbox.keep(task, LEASE_MS)).toBe(false);
    expect(await tasks.finish(task, null)).toBe(false);
    expect(await claim()).toBeNull();
    expect(await database.db.transaction((tx) => tasks.retry(tx, report))).toBe(count);
    expect(await claim()).not.toBeNull();
  });
});
