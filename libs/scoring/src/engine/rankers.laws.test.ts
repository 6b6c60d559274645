import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { SLOW_MACHINE_MS } from '../testing/arbitraries.js';
import { BestFew } from './best-few.js';
import { ABSENT, keyPoints, keyRight, RIGHT_BITS, scoreKey } from './game-column.js';
import { KeyRanker } from './key-ranker.js';
import { LevelRanker } from './level-ranker.js';

vi.setConfig({ testTimeout: SLOW_MACHINE_MS });

const rankers = { key: new KeyRanker(), level: new LevelRanker() };

/** Values from a narrow range (counting), a wide one (sorting), or both. */
const key = fc.oneof(
  fc.integer({ min: -40, max: 40 }),
  fc.integer({ min: -(2 ** 30), max: 2 ** 30 }),
  fc.constant(ABSENT),
);
const narrow = fc.oneof(fc.integer({ min: -40, max: 40 }), fc.constant(ABSENT));
const keys = fc.oneof(
  fc.array(key, { maxLength: 60 }),
  fc.array(narrow, { maxLength: 300 }),
  fc.array(narrow, { minLength: 150, maxLength: 300, size: 'max' }),
  fc.array(key, { minLength: 65, maxLength: 150, size: 'max' }),
);

const ranksOf = (values: readonly number[]) =>
  values.map((value) => (value === ABSENT ? 0 : 1 + values.filter((other) => other > value).length));

it('S9 key ranks are competition ranks, whatever the range', () => {
  fc.assert(
    fc.property(keys, (values) => {
      const out = new Uint32Array(values.length + 1).fill(7);
      const ranked = rankers.key.rank(Int32Array.from(values), values.length, out);
      expect(ranked).toBe(values.filter((value) => value !== ABSENT).length);
      expect([...out]).toEqual([...ranksOf(values), 7]);
    }),
  );
});

it('S15 the spread counts everybody by points, whatever the range', () => {
  fc.assert(
    fc.property(keys, fc.constantFrom(5, 9), (values, bits) => {
      const counts = new Map<number, number>();
      for (const value of values) {
        if (value !== ABSENT) counts.set(value >> bits, (counts.get(value >> bits) ?? 0) + 1);
      }
      const spread = rankers.key.spread(Int32Array.from(values), values.length, bits);
      expect(spread).toEqual([...counts].sort(([a], [b]) => b - a));
    }),
  );
});

it('S9 refined ranks are those by key, then by the other number', () => {
  const pair = fc.tuple(
    fc.oneof(fc.integer({ min: 0, max: 2 }), fc.constant(ABSENT)),
    fc.constantFrom(-1.5, 0, 2, 2.5),
  );
  const pairs = fc.oneof(
    fc.array(pair, { maxLength: 40 }),
    fc.array(pair, { minLength: 500, maxLength: 600, size: 'max' }),
  );
  fc.assert(
    fc.property(pairs, (values) => {
      const ranks = Uint32Array.from(ranksOf(values.map(([first]) => first)));
      rankers.level.refine(ranks, values.length, (i) => values[i]?.[1] ?? 0);
      const better = (a: readonly number[], b: readonly number[]) =>
        (a[0] ?? 0) > (b[0] ?? 0) || (a[0] === b[0] && (a[1] ?? 0) > (b[1] ?? 0));
      expect([...ranks]).toEqual(
        values.map((mine) =>
          mine[0] === ABSENT
            ? 0
            : 1 + values.filter((other) => other[0] !== ABSENT && better(other, mine)).length,
        ),
      );
    }),
    { numRuns: 40 },
  );
});

it('S9 the best few are the start of the sorted whole', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30)), fc.nat(12), (values, limit) => {
      const best = new BestFew(limit, (a, b) => a - b);
      for (const value of values) best.offer(value);
      const sorted = [...values].sort((a, b) => a - b);
      expect(best.ordered()).toEqual(sorted.slice(0, limit));
      expect(best.size).toBe(Math.min(limit, values.length));
      expect(best.last).toBe(values.length < limit ? undefined : sorted[limit - 1]);
    }),
  );
});

it('S9 keys order by points, then right picks, and give both back', () => {
  const scope = fc.constantFrom('day', 'week', 'season');
  const points = fc.integer({ min: -(2 ** 21), max: 2 ** 21 });
  fc.assert(
    fc.property(scope, points, points, fc.nat(31), fc.nat(31), (of, p, q, r, s) => {
      const [a, b] = [scoreKey(of, p, r), scoreKey(of, q, s)];
      expect([keyPoints(of, a), keyRight(of, a)]).toEqual([p, r]);
      expect(Math.sign(a - b)).toBe(Math.sign(p - q || r - s));
      expect(a).toBe(p * 2 ** RIGHT_BITS[of] + r);
    }),
  );
});
