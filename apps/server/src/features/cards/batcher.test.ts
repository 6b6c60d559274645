import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Batcher, type Outcome } from './batcher.js';

class Busy extends Error {}
interface Job {
  readonly key: string;
  readonly id: number;
}

/** A batcher whose batches the test ends by hand. */
function held(options: { maxBatch?: number; maxWaiting?: number; maxWaitMs?: number } = {}) {
  const batches: {
    jobs: readonly Job[];
    end: (outcomes?: Outcome<number>[]) => void;
    fail: (error: Error) => void;
  }[] = [];
  const batcher = new Batcher<Job, number>({
    run: (jobs) =>
      new Promise((resolve, reject) => {
        batches.push({
          jobs,
          end: (outcomes) => resolve(outcomes ?? jobs.map(({ id }) => ({ ok: true, value: id }))),
          fail: reject,
        });
      }),
    keyOf: ({ key }) => key,
    maxBatch: 3,
    maxWaiting: 10,
    maxWaitMs: 60_000,
    busy: () => new Busy(),
    ...options,
  });
  const begun = (count: number) => expect.poll(() => batches.length).toBe(count);
  return { batcher, batches, begun };
}

const job = (id: number, key = `k${id}`): Job => ({ id, key });

describe('a batcher', () => {
  it('batches the jobs of one event-loop turn, and the jobs that arrive meanwhile next', async () => {
    const { batcher, batches, begun } = held();
    const results = [batcher.submit(job(1)), batcher.submit(job(2))];
    await begun(1);
    results.push(batcher.submit(job(3)), batcher.submit(job(4)));
    batches[0]?.end();
    await begun(2);
    batches[1]?.end();
    expect(await Promise.all(results)).toEqual([1, 2, 3, 4]);
    expect(batches.map(({ jobs }) => jobs.map(({ id }) => id))).toEqual([
      [1, 2],
      [3, 4],
    ]);
    const later = batcher.submit(job(5));
    await begun(3);
    batches[2]?.end();
    expect(await later).toBe(5);
  });

  it('never batches two jobs of one key, and keeps their order', async () => {
    const { batcher, batches, begun } = held();
    const results = [batcher.submit(job(1, 'same')), batcher.submit(job(2, 'same')), batcher.submit(job(3))];
    await begun(1);
    expect(batches[0]?.jobs.map(({ id }) => id)).toEqual([1, 3]);
    batches[0]?.end();
    await begun(2);
    batches[1]?.end();
    expect(await Promise.all(results)).toEqual([1, 2, 3]);
  });

  it('settles each job by its own outcome, and all jobs when the batch fails', async () => {
    const { batcher, batches, begun } = held();
    const first = Promise.allSettled([batcher.submit(job(1)), batcher.submit(job(2))]);
    await begun(1);
    batches[0]?.end([
      { ok: false, error: new Error('no') },
      { ok: true, value: 2 },
    ]);
    expect((await first).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    const second = Promise.allSettled([batcher.submit(job(3)), batcher.submit(job(4))]);
    await begun(2);
    batches[1]?.fail(new Error('all'));
    expect((await second).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('refuses a job when too many wait', async () => {
    const { batcher, batches, begun } = held({ maxWaiting: 1 });
    const first = batcher.submit(job(1));
    await begun(1);
    const second = batcher.submit(job(2));
    await expect(batcher.submit(job(3))).rejects.toThrow(Busy);
    batches[0]?.end();
    await begun(2);
    batches[1]?.end();
    expect(await Promise.all([first, second])).toEqual([1, 2]);
  });

  it('refuses a job that has waited too long, and continues', async () => {
    const { batcher, batches, begun } = held({ maxWaitMs: 0 });
    await expect(batcher.submit(job(1))).rejects.toThrow(Busy);
    expect(batches).toEqual([]);
    const patient = held();
    const next = patient.batcher.submit(job(2));
    await patient.begun(1);
    patient.batches[0]?.end();
    expect(await next).toBe(2);
    await begun(0);
  });

  it('runs every job exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(4), { maxLength: 40 }), async (keys) => {
        const done: number[] = [];
        let running = 0;
        const batcher = new Batcher<Job, number>({
          run: async (jobs) => {
            running += 1;
            expect(running).toBe(1);
            expect(new Set(jobs.map(({ key }) => key)).size).toBe(jobs.length);
            await Promise.resolve();
            done.push(...jobs.map(({ id }) => id));
            running -= 1;
            return jobs.map(({ id }) => ({ ok: true, value: id }));
          },
          keyOf: ({ key }) => key,
          maxBatch: 3,
          maxWaiting: 100,
          maxWaitMs: 60_000,
          busy: () => new Busy(),
        });
        const values = await Promise.all(keys.map((key, id) => batcher.submit(job(id, `k${key}`))));
        expect(values).toEqual(keys.map((_, id) => id));
        expect([...done].sort((a, b) => a - b)).toEqual(values);
      }),
    );
  });
});
