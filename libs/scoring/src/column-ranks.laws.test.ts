import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noTotals, rankInOrder, ranksByTotals, type Totals } from './index.js';

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

const byPoints = (a: Sums, b: Sums): number => b.points - a.points || b.right - a.right;
const average = ({ bankerPoints, bankers }: Sums): number => (bankers === 0 ? 0 : bankerPoints / bankers);
const byAverage = (a: Sums, b: Sums): number => byPoints(a, b) || average(b) - average(a);

/** Ranks by counting, for each player, who is ahead. */
const ranksBy = (sums: readonly Sums[], compare: (a: Sums, b: Sums) => number): number[] =>
  sums.map((mine) => 1 + sums.filter((other) => compare(other, mine) < 0).length);

/** Small ranges cause ties, large ones reach the limits of a season. */
const sums = (points: number, bankers: number, right: number): fc.Arbitrary<Sums[]> =>
  fc.array(
    fc
      .record({
        points: fc.integer({ min: -points, max: points }),
        right: fc.integer({ min: 0, max: Math.min(points, right) }),
        bankerPoints: fc.integer({ min: -points, max: points }),
        bankers: fc.integer({ min: 0, max: bankers }),
      })
      .map((one) => (one.bankers === 0 ? { ...one, bankerPoints: 0 } : one)),
    { maxLength: 60 },
  );

const NO_SUMS: Sums = { points: 0, right: 0, bankerPoints: 0, bankers: 0 };

describe('S9: ranks by totals', () => {
  it.each([
    [2, 3],
    [20, 22],
    [6000, 22],
    [2 ** 21 - 1, 22],
  ])('are those of a naive comparison, with points up to %i and up to %i bankers', (points, bankers) => {
    fc.assert(
      fc.property(sums(points, bankers, 31), sums(points, bankers, 511), (ofWeek, ofSeason) => {
        const [week, season] = [[...ofWeek.keys()], [...ofSeason.keys()]];
        expect([...ranksByTotals(week, totalsOf(ofWeek), 'week')]).toEqual(ranksBy(ofWeek, byPoints));
        expect([...ranksByTotals(week, totalsOf(ofWeek), 'day')]).toEqual(ranksBy(ofWeek, byPoints));
        expect([...ranksByTotals(season, totalsOf(ofSeason), 'season')]).toEqual(
          ranksBy(ofSeason, byAverage),
        );
      }),
    );
  });

  it('put chosen players in order of rank, then name, as a naive sort does', () => {
    fc.assert(
      fc.property(
        sums(3, 3, 31).chain((given) =>
          fc.tuple(
            fc.constant(given),
            fc.shuffledSubarray([...given.keys()]),
            fc.shuffledSubarray([...given.keys()], { minLength: given.length }),
          ),
        ),
        ([given, chosen, names]) => {
          const { order, ranks } = rankInOrder(chosen, totalsOf(given), 'season', Int32Array.from(names));
          const at = (n: number): Sums => given[n] as Sums;
          const sorted = [...chosen].sort(
            (a, b) => byAverage(at(a), at(b)) || (names[a] as number) - (names[b] as number),
          );
          expect([...order]).toEqual(sorted);
          expect([...ranks]).toEqual(ranksBy(sorted.map(at), byAverage));
        },
      ),
    );
  });

  it.each([{ points: 2 ** 21 }, { points: -(2 ** 21) }, { right: 512 }])(
    'are refused for numbers that no season reaches: %j',
    (one) => {
      expect(() => ranksByTotals([0], totalsOf([{ ...NO_SUMS, ...one }]), 'season')).toThrow(RangeError);
    },
  );
});
