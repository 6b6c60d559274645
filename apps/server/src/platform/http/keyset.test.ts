import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { containing, Keyset, pageSize } from './keyset.js';

const keys = new Keyset(z.tuple([z.string(), z.int32()]));

describe('cursors', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 2 ** 31 - 1 }), (name, n) => {
        const { rows, next } = keys.slice([n, n], 1, () => [name, n]);
        expect(rows).toEqual([n]);
        expect(keys.after({ after: next ?? '' })).toEqual([name, n]);
      }),
    );
  });

  it('come with a page behind which there are rows, and only then', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 9 }), fc.integer({ min: 1, max: 9 }), (all, size) => {
        const { rows, next } = keys.slice(all, size, (n) => ['', n]);
        expect(rows).toEqual(all.slice(0, size));
        expect(next !== null).toBe(all.length > size);
      }),
    );
  });

  it('are refused when no answer has given them', () => {
    const of = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');
    for (const after of [
      '',
      'x',
      '{',
      of([]),
      of(['a']),
      of(['a', 'b']),
      of(['a', 1.5]),
      of(['a', 1, 2]),
      of(1),
    ])
      expect(() => keys.after({ after }), after).toThrow('after: no such cursor');
  });
});

it('P73 a list without a limit comes whole up to 500 rows, else by its first 100', () => {
  expect(pageSize({}, 500)).toBe(500);
  expect(pageSize({}, 501)).toBe(100);
  expect(pageSize({ after: 'x' }, 3)).toBe(100);
  expect(pageSize({ limit: 7 }, 10_000)).toBe(7);
});

it('characters of patterns count as themselves', () => {
  expect(containing('100%_\\')).toBe('%100\\%\\_\\\\%');
});
