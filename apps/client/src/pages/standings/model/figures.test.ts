import type { StatisticsRow } from '@sunday-live/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIGURES, heatLevel, placedBy, weeksWon } from './figures.js';

const row = (n: number, fields: Partial<StatisticsRow> = {}): StatisticsRow => ({
  ...{
    n,
    id: `p${n}`,
    name: `P${n}`,
    team: null,
    rank: n,
    shared: false,
    before: null,
    points: 0,
    right: 0,
    played: 0,
  },
  ...{ lastWeek: null, best: null, average: null, worst: null, bankerAverage: null, jokers: 0, weeks: [] },
  ...fields,
});
const best = FIGURES.find(({ id }) => id === 'best');

describe('a figure', () => {
  it('ranks the rows that have it, level ones together, and leaves the others out', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: -9, max: 9 }))), (values) => {
        if (!best) throw new Error('no such figure');
        const placed = placedBy(
          values.map((value, i) => row(i, { best: value })),
          best,
        );
        const having = values.filter((value) => value !== null);
        expect(placed).toHaveLength(having.length);
        for (const { row: one, rank } of placed)
          expect(rank).toBe(1 + having.filter((other) => other > (one.best ?? 0)).length);
      }),
    );
  });

  it('is a dash before anything has counted', () => {
    expect(FIGURES.map(({ words }) => words(row(1)))).toEqual([...Array(6).fill('–'), '0', '–']);
  });
});

describe('weeks side by side', () => {
  const weeks = [
    { week: 1, over: true, best: 10 },
    { week: 2, over: true, best: 7 },
    { week: 3, over: false, best: 9 },
  ];
  const rows = [[10, 5, 9], [10, null, 1], [2, 7, 3], [1]].map((points) => ({ weeks: points }));

  it('are won by the most points, shared or not, once they are over', () => {
    expect(rows.map((each) => weeksWon(each, weeks))).toEqual([1, 1, 1, 0]);
    expect(weeksWon({ weeks: [null] }, [{ week: 1, over: true, best: null }])).toBe(0);
  });

  it('mark the better half and the best quarter, and nothing that was not played', () => {
    const spread = { least: 1, half: 5, quarter: 9 };
    expect([null, 1, 3, 5, 7, 9, 10].map((points) => heatLevel(points, spread))).toEqual([
      ...[0, 0, 0, 1, 1, 2, 2],
    ]);
  });

  it('mark nothing where all are level', () => {
    expect(heatLevel(4, { least: 4, half: 4, quarter: 4 })).toBe(0);
    expect(heatLevel(4, null)).toBe(0);
  });
});
