import { describe, expect, it } from 'vitest';
import { awakeOrAsleep } from './clock.js';

const HOUR = 3_600_000;

describe('P65: the clock of absences', () => {
  it.each([
    ['nothing special', 0, 1_000, 1_000],
    ['the clock set back by an hour', -HOUR, 1_000, 1_000],
    ['an hour of sleep, in which the even count stops', HOUR, 0, HOUR],
  ])('continues evenly: %s', (_, jump, passes, seen) => {
    let [clock, even] = [5 * HOUR, 10];
    const now = awakeOrAsleep(
      () => clock,
      () => even,
    );
    const before = now();
    clock += passes + jump;
    even += passes;
    expect(now() - before).toBe(seen);
    clock += 1_000;
    even += 1_000;
    expect(now() - before).toBe(seen + 1_000);
  });
});
