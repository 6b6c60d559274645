import { reportTaskStateSchema } from '@sunday-live/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateOf, reportProgress, reportState, type TaskPart } from './report-task.js';

const fast = (state: TaskPart['state']): TaskPart => ({ queue: 'fast', state });
const slow = (state: TaskPart['state']): TaskPart => ({ queue: 'slow', state });

describe('the state of a report', () => {
  it.each([
    ['queued', [fast('queued'), slow('queued')]],
    ['running', [fast('running'), slow('queued')]],
    ['running', [fast('queued'), slow('done')]],
    ['ready', [fast('done'), slow('queued')]],
    ['ready', [fast('done'), slow('failed'), slow('running')]],
    ['complete', [fast('done'), slow('done')]],
    ['failed', [fast('done'), slow('failed')]],
    ['failed', [fast('failed'), slow('done')]],
  ] as const)('is %s', (state, tasks) => {
    expect(reportState(tasks, false)).toBe(state);
  });

  it('is cancelled once that was said, unless everything was done before', () => {
    expect(reportState([fast('done'), slow('cancelled')], true)).toBe('cancelled');
    expect(reportState([fast('done'), slow('done')], true)).toBe('complete');
    // the report was read before that, and the tasks after
    expect(reportState([fast('cancelled'), slow('cancelled')], false)).toBe('cancelled');
  });

  it('law: progress adds up, and only what is complete has everything done', () => {
    const task = fc.record({
      queue: fc.constantFrom('fast' as const, 'slow' as const),
      state: fc.constantFrom(...reportTaskStateSchema.options),
    });
    fc.assert(
      fc.property(fc.array(task, { minLength: 1 }), fc.boolean(), (tasks, cancelled) => {
        const progress = reportProgress(tasks);
        expect(progress.fast.done + progress.slow.done).toBe(progress.done);
        expect(progress.fast.total + progress.slow.total).toBe(tasks.length);
        const state = reportState(tasks, cancelled);
        expect(state === 'complete').toBe(progress.done === progress.total);
        if (state === 'ready') expect(progress.fast.done).toBe(progress.fast.total);
      }),
    );
  });
});

describe('the time that is left', () => {
  it('is known where tasks of the queue have run, and where some are left', () => {
    const tasks = [fast('done'), ...Array.from({ length: 12 }, () => slow('queued'))];
    expect(estimateOf(tasks, { fast: 100, slow: 3_000 })).toEqual({ fastMs: null, slowMs: 6_000 });
    expect(estimateOf(tasks, { fast: null, slow: null })).toEqual({ fastMs: null, slowMs: null });
  });
});
