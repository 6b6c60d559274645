import { describe, expect, it } from 'vitest';
import { atOnce } from './testing/at-once.js';
import { type Steps, timeSliced } from './time-sliced.js';

/** Adds the numbers up to `n`, one per step. */
function* sum(n: number): Steps<number> {
  let total = 0;
  for (let i = 1; i <= n; i += 1) {
    total += i;
    yield;
  }
  return total;
}

/** Counts the event-loop turns that other work got meanwhile. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let [turns, going] = [0, true];
  const count = (): void => {
    if (!going) return;
    turns += 1;
    setImmediate(count);
  };
  setImmediate(count);
  await work;
  going = false;
  return turns;
}

describe('time-sliced work', () => {
  it('has the result that it has in one go', async () => {
    expect(await timeSliced(sum(100))).toBe(5050);
    expect(atOnce(sum(100))).toBe(5050);
  });

  it('lets other work run after each slice, and only then', async () => {
    // every reading of this clock adds a millisecond, so a slice of 5 ms has four or five steps
    let at = 0;
    const turns = await turnsDuring(timeSliced(sum(100), () => (at += 1)));
    expect(turns).toBeGreaterThanOrEqual(15);
    expect(turns).toBeLessThanOrEqual(30);
    expect(await turnsDuring(timeSliced(sum(100), () => 0))).toBe(0);
  });

  it('fails as the work fails', async () => {
    await expect(
      timeSliced(
        (function* (): Steps<never> {
          yield;
          throw new RangeError('no');
        })(),
      ),
    ).rejects.toThrow(RangeError);
  });
});
