import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderAfter, orderFrom, orderWords, type SortedBy, sortedBy } from './column.js';

interface Row {
  readonly name: string;
  readonly points: number | null;
}
const COLUMNS: readonly SortedBy<Row>[] = [
  { id: 'name', value: ({ name }) => name, first: 'ascending' },
  { id: 'points', value: ({ points }) => points, first: 'descending' },
];
const rows = fc.array(fc.record({ name: fc.string(), points: fc.option(fc.nat(5)) }));

describe('sorting a table', () => {
  it('puts the better end first, and reverses at the second tap', () => {
    const [name, points] = COLUMNS as [SortedBy<Row>, SortedBy<Row>];
    const first = orderAfter({ column: 'name', direction: 'ascending' }, points);
    expect(first).toEqual({ column: 'points', direction: 'descending' });
    expect(orderAfter(first, points).direction).toBe('ascending');
    expect(orderAfter(first, name).direction).toBe('ascending');
  });

  it('loses no row, orders by the column, and keeps the order of equal rows', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom('ascending' as const, 'descending' as const), (given, direction) => {
        const sorted = sortedBy(given, COLUMNS, { column: 'points', direction });
        expect(new Set(sorted)).toEqual(new Set(given));
        for (let i = 1; i < sorted.length; i += 1) {
          const [a, b] = [sorted[i - 1], sorted[i]] as [Row, Row];
          if (a.points === b.points) expect(given.indexOf(a)).toBeLessThanOrEqual(given.indexOf(b));
          else if (b.points !== null && a.points !== null)
            expect(a.points < b.points).toBe(direction === 'ascending');
          else expect(b.points).toBeNull();
        }
      }),
    );
  });

  it('is the same again from an address, and none for a column that the table lacks', () => {
    for (const column of ['name', 'points'])
      for (const direction of ['ascending', 'descending'] as const)
        expect(orderFrom(orderWords({ column, direction }), COLUMNS)).toEqual({ column, direction });
    for (const words of ['', '-', 'rank', '--points']) expect(orderFrom(words, COLUMNS)).toBeNull();
  });

  it('keeps the order for an unknown column', () => {
    const given = [
      { name: 'b', points: 1 },
      { name: 'a', points: 2 },
    ];
    expect(sortedBy(given, COLUMNS, { column: 'gone', direction: 'ascending' })).toBe(given);
  });
});
