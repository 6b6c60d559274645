import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settledOrder } from './leaderboard.js';

const rows = (...ns: number[]) => ns.map((n) => ({ n }));

describe('the order of the document', () => {
  it('is the old one, with new rows at the end and without those that left', () => {
    expect(settledOrder(rows(3, 1, 9, 2), [1, 2, 3, 4])).toEqual(rows(1, 2, 3, 9));
    expect(settledOrder(rows(3, 1), [])).toEqual(rows(3, 1));
  });

  it('has every row once, and equals the table’s order once settled', () => {
    const ns = fc.uniqueArray(fc.nat(30));
    fc.assert(
      fc.property(ns, ns, (now, before) => {
        const order = settledOrder(rows(...now), before).map(({ n }) => n);
        expect([...order].sort((a, b) => a - b)).toEqual([...now].sort((a, b) => a - b));
        expect(settledOrder(rows(...now), now)).toEqual(rows(...now));
      }),
    );
  });
});
