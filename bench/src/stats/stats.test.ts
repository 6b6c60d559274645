import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean, median, pairedRatio, percentile } from './stats.js';

const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 50 });

describe('median', () => {
  it('is the middle value, or the mean of the two middle ones', () => {
    expect(median([5])).toBe(5);
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('has as many values below it as above', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const middle = median(values);
        const below = values.filter((value) => value < middle).length;
        const above = values.filter((value) => value > middle).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  it('leaves its input alone', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it('does not exist of nothing', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('percentile', () => {
  it('is a measured value, by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
    expect(percentile(hundred, 0.5)).toBe(50);
    expect(percentile(hundred, 0.99)).toBe(99);
    expect(percentile(hundred, 1)).toBe(100);
    expect(percentile([7, 3], 0.99)).toBe(7);
  });

  it('is not exceeded by its share of the values, and no smaller value does that', () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
        const found = percentile(values, share);
        const within = (limit: number) => values.filter((value) => value <= limit).length / values.length;
        expect(within(found)).toBeGreaterThanOrEqual(share);
        expect(within(found - 0.5)).toBeLessThan(share);
      }),
    );
  });

  it('refuses shares that mean nothing', () => {
    for (const share of [0, -1, 1.01, Number.NaN]) expect(() => percentile([1], share)).toThrow(RangeError);
  });
});

describe('pairedRatio', () => {
  it('cancels what slows both of a pair down', () => {
    expect(pairedRatio([10, 100, 30], [5, 50, 15])).toBe(2);
  });

  it('takes the median pair, so that one disturbed pair changes nothing', () => {
    expect(pairedRatio([10, 10, 500], [10, 10, 10])).toBe(1);
  });

  it('needs whole pairs', () => {
    expect(() => pairedRatio([1, 2], [1])).toThrow(RangeError);
  });
});

describe('mean', () => {
  it('is the sum by the count', () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(() => mean([])).toThrow(RangeError);
  });
});
