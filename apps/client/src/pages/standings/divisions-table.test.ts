import { divisionOf } from '@sunday-live/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movement, movementWords, rightShare } from '../../game/standings.js';
import { rankedDivisions } from './divisions-table.js';

describe('the table of divisions', () => {
  it('ranks by the average of the fans; level ones share the place', () => {
    const averages = fc.array(fc.integer({ min: -3, max: 3 })).map((all) => all.sort((a, b) => b - a));
    fc.assert(
      fc.property(averages, (given) => {
        const table = rankedDivisions(
          given.map((average, i) => ({ name: `D${i}`, average, fans: 1, teams: [] })),
        );
        expect(table.map(({ average }) => average)).toEqual(given);
        for (const { average, rank } of table)
          expect(rank).toBe(1 + given.filter((other) => other > average).length);
      }),
    );
  });

  it('uses the common names of divisions', () => {
    expect([divisionOf('GB'), divisionOf(null), divisionOf('XYZ')]).toEqual(['NFC North', null, null]);
  });
});

describe('movement', () => {
  it('compares with the week before, and is new where there was no place', () => {
    const moves = [
      { rank: 2, before: 5 },
      { rank: 5, before: 2 },
      { rank: 1, before: 1 },
      { rank: 3, before: null },
    ];
    expect(moves.map((one) => movementWords(movement(one)))).toEqual(['up 3', 'down 3', 'no change', 'new']);
  });

  it('of right picks is a percentage', () => {
    expect([rightShare({ right: 3, played: 4 }), rightShare({ right: 0, played: 0 })]).toEqual([75, null]);
  });
});
