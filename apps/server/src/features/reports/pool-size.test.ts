import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAST_WORKERS, MOST_WORKERS, resized, SHRINK_AFTER_MS, SMALLEST_POOL } from './pool-size.js';

describe('the size of a pool', () => {
  it('grows at once to what there is work for, six at most', () => {
    expect(resized(SMALLEST_POOL, { waiting: 3, running: 1, now: 0 }).size).toBe(4);
    expect(resized(SMALLEST_POOL, { waiting: 300, running: 1, now: 0 }).size).toBe(MOST_WORKERS);
  });

  it('shrinks one by one, each after a while without need', () => {
    let pool = { size: MOST_WORKERS, idleSince: null as number | null };
    const sizes: number[] = [];
    for (let now = 0; now <= 6 * SHRINK_AFTER_MS; now += SHRINK_AFTER_MS) {
      pool = resized(pool, { waiting: 0, running: 0, now });
      sizes.push(pool.size);
    }
    expect(sizes).toEqual([6, 5, 4, 3, 2, 1, 1]);
  });

  it('stays where a short pause ends in time', () => {
    const paused = resized({ size: 5, idleSince: null }, { waiting: 0, running: 1, now: 0 });
    const busy = resized(paused, { waiting: 4, running: 1, now: SHRINK_AFTER_MS - 1 });
    expect(resized(busy, { waiting: 0, running: 0, now: SHRINK_AFTER_MS + 1 }).size).toBe(5);
  });

  it('law: always between one and six, never below what there is work for', () => {
    const moment = fc.record({ waiting: fc.nat(20), running: fc.nat(6), pause: fc.nat(5_000) });
    fc.assert(
      fc.property(fc.array(moment), (moments) => {
        let pool = SMALLEST_POOL;
        let now = 0;
        for (const { waiting, running, pause } of moments) {
          now += pause;
          pool = resized(pool, { waiting, running, now });
          expect(pool.size).toBeGreaterThanOrEqual(
            Math.min(MOST_WORKERS, Math.max(LEAST_WORKERS, waiting + running)),
          );
          expect(pool.size).toBeLessThanOrEqual(MOST_WORKERS);
        }
      }),
    );
  });
});
