import { expect, it } from 'vitest';
import { growthExponent } from './growth.js';

const at = (f: (players: number) => number, sizes = [10_000, 30_000, 100_000]) =>
  sizes.map((players) => ({ players, value: f(players) }));

it('is 1 for what grows with the players, 2 for what compares each with each, 0 for what does not grow', () => {
  expect(growthExponent(at((players) => 3 * players))).toBeCloseTo(1);
  expect(growthExponent(at((players) => players ** 2 / 7))).toBeCloseTo(2);
  expect(growthExponent(at(() => 12))).toBeCloseTo(0);
});

it('needs two sizes and values above 0', () => {
  expect(growthExponent(at((players) => players, [100]))).toBeNull();
  expect(growthExponent(at((players) => players, [100, 100]))).toBeNull();
  expect(growthExponent(at(() => 0))).toBeNull();
});
