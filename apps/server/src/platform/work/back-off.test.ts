import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backOff } from './work-queue.js';

it('M4: pauses double up to the longest, jittered between half and whole', () => {
  expect([0, 1, 2, 10].map((tried) => backOff(tried, 100, 1000, 1))).toEqual([100, 200, 400, 1000]);
  fc.assert(
    fc.property(fc.nat(2000), fc.double({ min: 0, max: 1, noNaN: true }), (tried, random) => {
      const [pause, whole] = [backOff(tried, 100, 1000, random), backOff(tried, 100, 1000, 1)];
      expect(pause).toBeLessThanOrEqual(whole);
      expect(pause).toBeGreaterThanOrEqual(whole / 2);
    }),
  );
});
