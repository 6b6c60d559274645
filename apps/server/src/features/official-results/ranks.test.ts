import { competitionRanks, noTotals, type Totals } from '@sunday-live/scoring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seasonKeys, setRanks, weekKeys } from './ranks.js';

interface Sums {
  readonly points: number;
  readonly right: number;
  readonly bankerPoints: number;
  readonly bankers: number;
}

function totalsOf(sums: readonly Sums[]): Totals {
  const totals = noTotals(sums.length);
  for (const [n, one] of sums.entries())
    for (const field of ['points', 'right', 'bankerPoints', 'bankers'] as const)
      totals[field][n] = one[field];
  return totals;
}

function ranksBy(sums: readonly Sums[], compare: (a: Sums, b: Sums) => number): number[] {
  const order = sums.map((_, n) => n).sort((a, b) => compare(sums[a] as Sums, sums[b] as Sums));
  const ranks = competitionRanks(order, (a, b) => compare(sums[a] as Sums, sums[b] as Sums) === 0);
  return sums.map((_, n) => ranks[order.indexOf(n)] as number);
}

const byPoints = (a: Sums, b: Sums): number => b.points - a.points || b.right - a.right;
const average = ({ bankerPoints, bankers }: Sums): number => (bankers === 0 ? 0 : bankerPoints / bankers);

/** Small ranges cause ties, large ones reach the limits of a season. */
const sums = (points: number, bankers: number): fc.Arbitrary<Sums[]> =>
  fc.array(
    fc
      .record({
        points: fc.integer({ min: -points, max: points }),
        right: fc.integer({ min: 0, max: Math.min(points, 300) }),
        bankerPoints: fc.integer({ min: -points, max: points }),
        bankers: fc.integer({ min: 0, max: bankers }),
      })
      .map((one) => (one.bankers === 0 ? { ...one, bankerPoints: 0 } : one)),
    { maxLength: 60 },
  );

describe('S9: ranks in columns', () => {
  it.each([
    [2, 3],
    [20, 22],
    [6000, 22],
  ])(
    'are those of a comparison of points up to %i, right picks and averages of up to %i bankers',
    (points, bankers) => {
      fc.assert(
        fc.property(sums(points, bankers), (given) => {
          const players = given.map((_, n) => n);
          const ranks = new Int32Array(given.length);
          setRanks(ranks, players, weekKeys(totalsOf(given)));
          expect([...ranks]).toEqual(ranksBy(given, byPoints));
          setRanks(ranks, players, seasonKeys(totalsOf(given)));
          expect([...ranks]).toEqual(ranksBy(given, (a, b) => byPoints(a, b) || average(b) - average(a)));
        }),
      );
    },
  );

  it('leave out players who are not chosen', () => {
    const ranks = new Int32Array(3);
    const given = [5, 9, 7].map((points) => ({ points, right: 0, bankerPoints: 0, bankers: 0 }));
    setRanks(ranks, [0, 2], weekKeys(totalsOf(given)));
    expect([...ranks]).toEqual([2, 0, 1]);
  });
});
