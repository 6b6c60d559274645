import { describe, expect, it } from 'vitest';
import { rankInSpread, sharingRank } from './index.js';

/**
 * Several players have 12 and 4 points and one rank each; right picks, or the average banker, order those
 * with 9.
 */
const SPREAD = [
  [12, 2],
  [9, 5],
  [4, 3],
] as const;
const TIES = [
  [9, 6, 0, 1],
  [9, 5, 21, 1],
  [9, 5, 14, 2],
  [9, 3, 0, 1],
] as const;

describe('S15 ranks from a spread', () => {
  it.each([
    [{ points: 12, right: 7, average: 0 }, 1],
    [{ points: 9, right: 6, average: 30 }, 3],
    [{ points: 9, right: 5, average: 21 }, 4],
    [{ points: 9, right: 5, average: 14 }, 5],
    [{ points: 9, right: 3, average: 99 }, 7],
    [{ points: 4, right: 1, average: 0 }, 8],
  ])('gives %o rank %i', (merit, rank) => {
    expect(rankInSpread(SPREAD, TIES, merit)).toBe(rank);
  });

  it('counts the players who share a rank, and 0 where no rank begins', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11].map((rank) => sharingRank(SPREAD, TIES, rank))).toEqual([
      0, 2, 0, 1, 1, 2, 0, 1, 3, 0, 0,
    ]);
  });
});
