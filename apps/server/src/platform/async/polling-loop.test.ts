import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { jittered, PollingLoop } from './polling-loop.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a polling loop', () => {
  it('starts each round a pause after the last one ended, even if that failed', async () => {
    const failures: unknown[] = [];
    let begun = 0;
    const loop = new PollingLoop(
      async () => {
        begun += 1;
        if (begun === 2) throw new Error('second');
      },
      () => 100,
      (error) => failures.push(error),
    );
    loop.start();
    expect(begun).toBe(0);
    await vi.advanceTimersByTimeAsync(350);
    expect(begun).toBe(3);
    expect(failures).toEqual([new Error('second')]);
    await loop.stop();
  });

  it('reports a lasting error once, and again when it returns', async () => {
    const troubles = ['gone', 'gone', 'gone', null, 'gone', 'other', 'other'];
    const reported: unknown[] = [];
    const loop = new PollingLoop(
      async () => {
        const trouble = troubles.shift() ?? null;
        if (trouble !== null) throw new Error(trouble);
      },
      () => 100,
      (error) => reported.push(error),
    );
    loop.start();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(troubles).toEqual([]);
    expect(reported).toEqual([new Error('gone'), new Error('gone'), new Error('other')]);
    await loop.stop();
  });

  it('starts no round after a stop, which waits for the running one', async () => {
    const order: string[] = [];
    let end = (): void => undefined;
    const loop = new PollingLoop(
      () => {
        order.push('begun');
        return new Promise<void>((resolve) => {
          end = () => {
            order.push('ended');
            resolve();
          };
        });
      },
      () => 100,
      () => undefined,
    );
    loop.start(0);
    await vi.advanceTimersByTimeAsync(1);
    const stopped = loop.stop().then(() => order.push('stopped'));
    end();
    await stopped;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(order).toEqual(['begun', 'ended', 'stopped']);
  });

  it('about so long apart: a quarter more or less', () => {
    for (let i = 0; i < 100; i += 1) {
      const pause = jittered(1_000)();
      expect(pause).toBeGreaterThanOrEqual(750);
      expect(pause).toBeLessThan(1_250);
    }
  });
});
