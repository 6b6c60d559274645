import { describe, expect, it } from 'vitest';
import { type Sample, trendOf } from './trend.js';

const every = (values: readonly number[]): Sample[] => values.map((value, i) => ({ at: i * 10_000, value }));

describe('trendOf', () => {
  it('is the slope of a growing value, per minute', () => {
    const trend = trendOf(every([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => 100 + i)));
    expect(trend?.perMinute).toBeCloseTo(6);
    expect(trend?.from).toBeCloseTo(103);
    expect(trend?.to).toBeCloseTo(109);
  });

  it('does not look at the first third, in which everything grows', () => {
    expect(trendOf(every([1, 30, 60, 100, 100, 100, 100, 100, 100, 100]))?.perMinute).toBeCloseTo(0);
  });

  it('takes swings around a level for no growth', () => {
    const trend = trendOf(every([0, 0, 0, 0, 90, 110, 90, 110, 110, 90, 110, 90]));
    expect(Math.abs((trend?.to ?? 0) / (trend?.from ?? 1) - 1)).toBeLessThan(0.02);
  });

  it('says nothing of too few samples', () => {
    expect(trendOf(every([1, 2, 3]))).toBeNull();
  });
});
