import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign } from './assign.js';
import { bestUse, type Chosen, type Option } from './hindsight.js';

const worth = (value: readonly (readonly number[])[], columns: readonly number[]): number =>
  columns.reduce((sum, column, row) => sum + (value[row]?.[column] ?? Number.NaN), 0);

/** Yields every way to give each row its own column. */
function* ways(rows: number, columns: number, taken: readonly number[] = []): Generator<readonly number[]> {
  if (taken.length === rows) yield taken;
  else {
    for (let column = 0; column < columns; column += 1) {
      if (!taken.includes(column)) yield* ways(rows, columns, [...taken, column]);
    }
  }
}

const values = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 2 }))
  .chain(([rows, more]) =>
    fc.array(
      fc.array(fc.integer({ min: -40, max: 60 }), { minLength: rows + more, maxLength: rows + more }),
      {
        minLength: rows,
        maxLength: rows,
      },
    ),
  );

describe('the assignment problem', () => {
  it('law: as good as the best of all ways, each column once', () => {
    fc.assert(
      fc.property(values, (value) => {
        const found = assign(value);
        const best = Math.max(
          ...[...ways(value.length, value[0]?.length ?? 0)].map((way) => worth(value, way)),
        );
        expect(new Set(found).size).toBe(value.length);
        if (value.length > 0) expect(worth(value, found)).toBe(best);
      }),
    );
  });

  it('refuses more rows than columns', () => {
    expect(() => assign([[1], [2]])).toThrow(RangeError);
  });
});

const teams = ['KC', 'BUF', 'SF', 'GB', null] as const;
/** A week's options: some teams, and no banker. */
const week = fc
  .uniqueArray(
    fc.record({
      team: fc.constantFrom(...teams),
      plain: fc.integer({ min: -60, max: 60 }),
      joker: fc.integer({ min: -180, max: 180 }),
      free: fc.boolean(),
    }),
    { selector: ({ team }) => team, maxLength: 4 },
  )
  .map((options): Option[] => {
    const none = options.find(({ team }) => team === null) ?? { team: null, plain: 3, joker: 3 };
    return [...options.filter(({ team }) => team !== null), none];
  });

/**
 * Searches all allowed cards: each team once, a banker where the week requires one, at most `jokers` jokers.
 */
function bruteForce(weeks: readonly (readonly Option[])[], jokers: number): number | null {
  let best: number | null = null;
  const go = (at: number, used: readonly string[], left: number, value: number): void => {
    const options = weeks[at];
    if (options === undefined) {
      if (best === null || value > best) best = value;
      return;
    }
    for (const { team, plain, joker, free } of options) {
      if (team === null ? options.length > 1 && free !== true : used.includes(team)) continue;
      const next = team === null ? used : [...used, team];
      go(at + 1, next, left, value + plain);
      if (left > 0) go(at + 1, next, left - 1, value + joker);
    }
  };
  go(0, [], jokers, 0);
  return best;
}

const total = (chosen: readonly Chosen[]): number =>
  chosen.reduce((sum, { option, joker }) => sum + (joker ? option.joker : option.plain), 0);

describe('the best bankers and jokers', () => {
  it('law: as good as the best of all allowed cards', () => {
    fc.assert(
      fc.property(fc.array(week, { maxLength: 4 }), fc.integer({ min: 0, max: 3 }), (weeks, jokers) => {
        const best = bruteForce(weeks, jokers);
        // where no allowed card exists, some week has no banker
        fc.pre(best !== null);
        const chosen = bestUse(weeks, jokers);
        const used = chosen.flatMap(({ option }) => option.team ?? []);
        expect(new Set(used).size).toBe(used.length);
        expect(chosen.filter(({ joker }) => joker).length).toBeLessThanOrEqual(jokers);
        expect(total(chosen)).toBe(best);
      }),
      { numRuns: 300 },
    );
  });
});
