import { describe, expect, it } from 'vitest';
import { returnTimes } from './live-sockets.js';

describe('times to come back after a shutdown', () => {
  it('P19 spreads 5,000 clients over two seconds', () => {
    const times = returnTimes(5_000);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(250);
    expect(Math.max(...times)).toBeLessThanOrEqual(2_250);
    expect(new Set(times).size).toBe(times.length);
    const halves = times.filter((time) => time < 1_250).length;
    expect(halves).toBe(times.length / 2);
  });

  it('P19 keeps few clients waiting for a second at most, and very many for ten', () => {
    expect(Math.max(...returnTimes(1))).toBeLessThanOrEqual(1_250);
    expect(Math.max(...returnTimes(1_000_000))).toBeLessThanOrEqual(10_250);
  });
});
