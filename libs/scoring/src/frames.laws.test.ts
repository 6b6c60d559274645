import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  addToSpread,
  changedRows,
  competitionRanks,
  orderRows,
  type Row,
  rankInSpread,
  spreadOf,
} from './index.js';
import { name, SLOW_MACHINE_MS } from './testing/arbitraries.js';

vi.setConfig({ testTimeout: SLOW_MACHINE_MS });

const points = fc.integer({ min: -5, max: 20 });

/** Standings with ranks that fit the points, of players from a small set. */
const standing: fc.Arbitrary<Row[]> = fc
  .uniqueArray(fc.tuple(fc.nat(15), points), { selector: ([n]) => n })
  .map((players) => {
    const ordered = [...players].sort((a, b) => b[1] - a[1]);
    const ranks = competitionRanks(ordered, (a, b) => a[1] === b[1]);
    return ordered.map(([n, value], i): Row => [n, ranks[i] ?? 0, value]);
  });

const byPlayer = (rows: readonly Row[]) => new Map(rows.map((row) => [row[0], row]));

/** Values are absolute, so folding twice is harmless. */
function foldRows(
  standing: ReadonlyMap<number, Row>,
  { rows, gone }: ReturnType<typeof changedRows>,
): ReadonlyMap<number, Row> {
  const folded = new Map(standing);
  for (const row of rows) folded.set(row[0], row);
  for (const n of gone) folded.delete(n);
  return folded;
}

describe('S14 changed rows', () => {
  it('folded into the earlier standing give the later one, once or twice', () => {
    fc.assert(
      fc.property(standing, standing, (before, after) => {
        const changes = changedRows(before, after);
        const once = foldRows(byPlayer(before), changes);
        expect(once).toEqual(byPlayer(after));
        expect(foldRows(once, changes)).toEqual(once);
      }),
    );
  });

  it('are only those that differ', () => {
    expect(
      changedRows(
        [
          [1, 1, 9],
          [2, 2, 5],
          [3, 3, 1],
        ],
        [
          [2, 1, 9],
          [1, 1, 9],
          [4, 3, 2],
        ],
      ),
    ).toEqual({
      rows: [
        [2, 1, 9],
        [4, 3, 2],
      ],
      gone: [3],
    });
    expect(changedRows([[1, 1, 9]], [[1, 2, 9]]).rows).toEqual([[1, 2, 9]]);
  });

  it('S10 rows are ordered by rank, then by name', () => {
    fc.assert(
      fc.property(standing, fc.array(name, { minLength: 16, maxLength: 16 }), (rows, names) => {
        const nameOf = (n: number) => names[n] ?? '';
        const ordered = orderRows(rows.toReversed(), nameOf);
        expect(ordered).toEqual(orderRows(rows, nameOf));
        expect(ordered.map((row) => row[1])).toEqual(rows.map((row) => row[1]));
      }),
    );
    expect(
      orderRows(
        [
          [2, 1, 3],
          [1, 1, 3],
        ],
        (n) => (n === 1 ? 'Zed' : 'amy'),
      ),
    ).toEqual([
      [2, 1, 3],
      [1, 1, 3],
    ]);
  });
});

describe('S15 spread', () => {
  it('without ties it gives the rank by points', () => {
    fc.assert(
      fc.property(fc.array(points), points, (all, mine) => {
        const merit = { points: mine, right: 0, average: 0 };
        const better = all.filter((other) => other > mine).length;
        expect(rankInSpread(spreadOf(all), [], merit)).toBe(1 + better);
      }),
    );
  });

  it('is ordered, without empty entries, and holds everybody', () => {
    fc.assert(
      fc.property(fc.array(points), (all) => {
        const spread = spreadOf(all);
        expect(spread.map(([value]) => value)).toEqual([...new Set(all)].sort((a, b) => b - a));
        expect(spread.reduce((sum, [, count]) => sum + count, 0)).toBe(all.length);
        expect(spread.every(([, count]) => count > 0)).toBe(true);
      }),
    );
  });

  it('adding gives the spread of the changed points', () => {
    fc.assert(
      fc.property(fc.array(points), points, (all, value) => {
        expect(addToSpread(spreadOf(all), value)).toEqual(spreadOf([...all, value]));
      }),
    );
  });
});
