import type { StandingsRow } from '@sunday-live/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BY_RANK, firstRows, orderAfter, sortedRows } from './sorted-rows.js';

function row(id: string, more: Partial<StandingsRow> = {}): StandingsRow {
  const row = { n: 1, id, name: id, team: null, rank: 1, points: 0, right: 0, played: 1 };
  return { ...row, bankerAverage: null, jokers: 0, ...more };
}

const ids = (rows: readonly StandingsRow[]) => rows.map(({ id }) => id).join('');

describe('sorted rows', () => {
  const rows = [
    row('a', { rank: 1, points: 90, bankerAverage: null }),
    row('b', { rank: 2, points: 70, bankerAverage: -4.5 }),
    row('c', { rank: 2, points: 70, bankerAverage: 12 }),
    row('d', { rank: 4, points: -3, bankerAverage: 3 }),
  ];

  it('go both ways, equals by place', () => {
    expect(ids(sortedRows(rows, { column: 'points', direction: 'ascending' }))).toBe('dbca');
    expect(ids(sortedRows(rows, { column: 'points', direction: 'descending' }))).toBe('abcd');
    expect(ids(sortedRows(rows, { column: 'name', direction: 'descending' }))).toBe('dcba');
  });

  it('leave who has no banker yet at the end, both ways', () => {
    expect(ids(sortedRows(rows, { column: 'bankerAverage', direction: 'descending' }))).toBe('cdba');
    expect(ids(sortedRows(rows, { column: 'bankerAverage', direction: 'ascending' }))).toBe('bdca');
  });

  it('are the same rows, in any order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: -50, max: 50 })), { maxLength: 20 }),
        fc.constantFrom('ascending' as const, 'descending' as const),
        (averages, direction) => {
          const some = averages.map((bankerAverage, i) => row(String(i), { bankerAverage, rank: i + 1 }));
          const sorted = sortedRows(some, { column: 'bankerAverage', direction });
          expect(new Set(sorted)).toEqual(new Set(some));
          const known = sorted.filter((one) => one.bankerAverage !== null);
          expect(sorted.slice(0, known.length)).toEqual(known);
        },
      ),
    );
  });

  it('start with the better end of a column and turn at the second tap', () => {
    const first = orderAfter(BY_RANK, 'points');
    expect(first).toEqual({ column: 'points', direction: 'descending' });
    expect(orderAfter(first, 'points').direction).toBe('ascending');
    expect(orderAfter(first, 'name').direction).toBe('ascending');
  });

  it('of a long table: the first and the own', () => {
    expect(ids(firstRows(rows, 'd', 2))).toBe('abd');
    expect(ids(firstRows(rows, 'a', 2))).toBe('ab');
    expect(ids(firstRows(rows, 'nobody', 9))).toBe('abcd');
  });
});
