import type { StatisticsRow } from '@sunday-live/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIGURES, placedBy } from './figures.js';
import { weekHeat, weeksWon } from './week-heat.js';

const row = (n: number, fields: Partial<StatisticsRow> = {}): StatisticsRow => ({
  ...{ n, id: `p${n}`, name: `P${n}`, team: null, rank: n, before: null, points: 0, right: 0, played: 0 },
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
  const weeks = [{ over: true }, { over: true }, { over: false }];
  const rows = [[10, 5, 9], [10, null, 1], [2, 7, 3], [1]].map((points) => ({ weeks: points }));
  const heat = weekHeat(rows, weeks.length);

  it('have the best of each, shared or not', () => {
    expect(heat.best).toEqual([10, 7, 9]);
    expect(rows.map((each) => weeksWon(each, weeks, heat))).toEqual([1, 1, 1, 0]);
  });

  it('mark the better half and the best quarter, and nothing that was not played', () => {
    expect([null, 1, 3, 5, 7, 9, 10].map(heat.level)).toEqual([0, 0, 0, 1, 1, 2, 2]);
  });

  it('mark nothing where all are level', () => {
    const level = weekHeat([{ weeks: [4, 4] }, { weeks: [4, 4] }], 2);
    expect(level.level(4)).toBe(0);
    expect(weekHeat([], 1)).toMatchObject({ best: [null] });
  });
});
