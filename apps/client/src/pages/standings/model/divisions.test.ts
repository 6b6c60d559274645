import { type StatisticsRow, TEAMS } from '@sunday-live/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movement, movementWords, rightShare } from '../../../game/movement.js';
import { divisionOf, divisionTable } from './divisions.js';

const row = (n: number, team: string | null, points: number): StatisticsRow => ({
  n,
  id: `p${n}`,
  name: `P${n}`,
  team,
  rank: n,
  before: null,
  points,
  right: 0,
  played: 1,
  lastWeek: null,
  best: null,
  average: null,
  worst: null,
  bankerAverage: null,
  jokers: 0,
  weeks: [],
});
const rows = fc
  .array(
    fc.tuple(
      fc.option(fc.constantFrom(...TEAMS.map(({ abbr }) => abbr), 'gone')),
      fc.integer({ min: -50, max: 90 }),
    ),
  )
  .map((drawn) => drawn.map(([team, points], i) => row(i, team, points)));

describe('the table of divisions', () => {
  it('has every fan once, in the division of the team, and nobody without a team', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const table = divisionTable(given);
        for (const { name, fans } of table) for (const fan of fans) expect(divisionOf(fan.team)).toBe(name);
        const all = table.flatMap(({ fans }) => fans.map(({ n }) => n)).sort((a, b) => a - b);
        expect(all).toEqual(given.filter(({ team }) => divisionOf(team) !== null).map(({ n }) => n));
      }),
    );
  });

  it('ranks by the average of the fans; level ones share the place', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const table = divisionTable(given);
        for (const { fans, average, rank } of table) {
          const naive = fans.map(({ points }) => points).reduce((a, b) => a + b, 0) / fans.length;
          expect(average).toBe(naive);
          expect(rank).toBe(1 + table.filter((other) => other.average > naive).length);
        }
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
