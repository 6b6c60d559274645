import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intsText, NULL_INT, parseInts } from './int-columns.js';

describe('columns of whole numbers', () => {
  it('are read as they were written, NULL included', () => {
    const column = fc.array(fc.oneof(fc.integer({ min: NULL_INT + 1 }), fc.constant(NULL_INT)));
    fc.assert(
      fc.property(column, (values) => {
        const all = values.map((_, i) => i);
        expect([...parseInts(intsText(Int32Array.from(values), all))]).toEqual(values);
      }),
    );
  });

  it('are written in the text form of PostgreSQL, only the values at the named positions', () => {
    expect(intsText(Int32Array.of(5, NULL_INT, -7, 9), [2, 1])).toBe('{-7,NULL}');
  });

  it('of no rows are empty', () => {
    expect(parseInts(null)).toHaveLength(0);
    expect(parseInts('{}')).toHaveLength(0);
  });
});
