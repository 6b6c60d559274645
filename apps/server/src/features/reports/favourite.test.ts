import { describe, expect, it } from 'vitest';
import { favouriteOf } from './report-inputs.js';

describe('who is expected to win', () => {
  it.each([
    ['KC -3.5', 'home'],
    ['BAL -1', 'away'],
    ['DET -3', null],
    ['EVEN', null],
    ['', null],
    [null, null],
  ] as const)('by %j is %j', (odds, side) => {
    expect(favouriteOf(odds, { away: 'BAL', home: 'KC' })).toBe(side);
  });
});
