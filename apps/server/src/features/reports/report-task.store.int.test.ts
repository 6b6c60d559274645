import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/index.js';
import { ReportStore } from './report.store.js';
import { planReport } from './report-plan.js';
import type { TaskToSend } from './report-task.js';
import { MOST_ATTEMPTS, ReportTaskStore } from './report-task.store.js';

let database: TestDatabase;
let tasks: ReportTaskStore;
let reports: ReportStore;
let report: string;
let sent: TaskToSend[];

beforeAll(async () => {
  database = await testDatabase(10);
  tasks = new ReportTaskStore(database.db);
  reports = new ReportStore(database.db);
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
  sent = await tasks.takeNew(report);
});

const first = (): string => sent[0]?.id ?? '';
const expire = () =>
  database.db.query(`UPDATE report_task SET lease_until = now() - interval '1 s' WHERE state = 'running'`);
const wait = (seconds: number) =>
  database.db.query(
    `UPDATE report_task SET due_at = due_at - make_interval(secs => $1),
       sent_at = CASE WHEN isfinite(sent_at) THEN sent_at - make_interval(secs => $1) ELSE sent_at END`,
    [seconds],
  );
const stateOf = async (id: string) => (await tasks.ofReport(report)).find((task) => task.id === id);
const partial = (key: string) => ({ key, sha256: 'a'.repeat(64), bytes: 2 });

describe('a task', () => {
  it('is taken by one of many workers', async () => {
    const claims = await Promise.all(Array.from({ length: 20 }, () => tasks.claim(first())));
    expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
  });

  it('is refused to a worker that lost it, whatever that wants to write', async () => {
    const sleeper = await tasks.claim(first());
    if (sleeper === null) throw new Error('not taken');
    expect(await tasks.recover()).toEqual([]);
    await expire();
    expect(await tasks.recover()).toEqual([report]);
    const heir = await tasks.claim(first());
    if (heir === null) throw new Error('not taken');
    expect(heir.attempts).toBe(2);
    expect(await tasks.keep(sleeper)).toBe(false);
    expect(await tasks.finish(sleeper, partial('reports/x/old.json'))).toBe(false);
    expect(await tasks.fail(sleeper, { error: 'late', cause: 'late' }, null)).toBe(false);
    expect(await tasks.release(sleeper)).toBe(false);
    expect(await tasks.finish(heir, partial('reports/x/new.json'))).toBe(true);
    expect(await tasks.finish(heir, partial('reports/x/twice.json'))).toBe(false);
    expect(await stateOf(first())).toMatchObject({ state: 'done', partial_key: 'reports/x/new.json' });
  });

  it('waits before it is tried again, and fails for good after some tries', async () => {
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      const claim = await tasks.claim(first());
      if (claim === null) throw new Error(`not taken: ${attempt}`);
      expect(claim.attempts).toBe(attempt);
      await tasks.fail(claim, { error: 'no', cause: 'no' }, attempt < MOST_ATTEMPTS ? 60_000 : null);
      expect(await tasks.claim(first())).toBeNull();
      await wait(61);
    }
    expect(await stateOf(first())).toMatchObject({ state: 'failed', error: 'no' });
    expect(await tasks.claim(first())).toBeNull();
  });

  it('whose worker goes away again and again fails too', async () => {
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      expect(await tasks.claim(first())).not.toBeNull();
      await expire();
      await tasks.recover();
    }
    expect(await stateOf(first())).toMatchObject({ state: 'failed', error: 'The worker went away.' });
  });

  it('that was given back costs no try', async () => {
    const claim = await tasks.claim(first());
    if (claim === null) throw new Error('not taken');
    expect(await tasks.release(claim)).toBe(true);
    expect(await stateOf(first())).toMatchObject({ state: 'queued', attempts: 0, started_at: null });
    expect((await tasks.takeUnsent()).map(({ id }) => id)).toEqual([first()]);
  });

  it('that was cancelled is not taken and not finished', async () => {
    const claim = await tasks.claim(first());
    if (claim === null) throw new Error('not taken');
    await tasks.cancel(report);
    expect(await tasks.keep(claim)).toBe(false);
    expect(await tasks.finish(claim, null)).toBe(false);
    expect(await tasks.claim(sent[1]?.id ?? '')).toBeNull();
    expect(await database.db.transaction((tx) => tasks.retry(tx, report))).toBe(sent.length);
    const again = await tasks.takeNew(report);
    expect(again.map(({ id }) => id)).toEqual(sent.map(({ id }) => id));
    expect(await tasks.claim(first())).not.toBeNull();
  });
});

describe('new tasks', () => {
  it('are sent once, by whichever worker asks first, in order', async () => {
    expect(sent).toHaveLength(planReport(['ann']).length);
    await database.db.query(`UPDATE report_task SET sent_at = '-infinity'`);
    const asked = await Promise.all(Array.from({ length: 5 }, () => tasks.takeNew(report)));
    expect(asked.filter((taken) => taken.length > 0)).toEqual([sent]);
  });

  it('that nobody was told of are found', async () => {
    await database.db.query(`UPDATE report_task SET sent_at = '-infinity'`);
    expect((await tasks.takeUnsent()).map(({ id }) => id).sort()).toEqual(sent.map(({ id }) => id).sort());
    expect(await tasks.takeNew(report)).toEqual([]);
  });
});

describe('what the queues lost', () => {
  it('is found and sent again, once by whichever worker, and again while nobody hears', async () => {
    expect(await tasks.takeUnsent()).toEqual([]);
    await wait(11);
    const [one, two] = await Promise.all([tasks.takeUnsent(), tasks.takeUnsent()]);
    expect([...one, ...two].map(({ id }) => id).sort()).toEqual(sent.map(({ id }) => id).sort());
    expect(await tasks.takeUnsent()).toEqual([]);
    await tasks.claim(first());
    await wait(11);
    expect(await tasks.takeUnsent()).toHaveLength(sent.length - 1);
  });
});
