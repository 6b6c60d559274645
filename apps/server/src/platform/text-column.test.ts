import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextColumn, TextIndex } from './text-column.js';

const texts = fc.constantFrom('', 'a', 'ann', 'anna', 'be\u0301', 'Zoë', '😀 an', 'x'.repeat(300));
const writes = fc.array(fc.tuple(fc.nat(200), texts), { maxLength: 400 });

function columnOf(all: readonly (readonly [number, string])[]): { column: TextColumn; model: string[] } {
  const column = new TextColumn();
  const model: string[] = Array.from({ length: 201 }, () => '');
  for (const [position, text] of all) {
    column.set(position, text);
    model[position] = text;
  }
  return { column, model };
}

describe('a column of texts', () => {
  it('returns the last text of each position', () => {
    fc.assert(
      fc.property(writes, (all) => {
        const { column, model } = columnOf(all);
        expect(model.map((_, position) => column.get(position))).toEqual(model);
      }),
    );
  });

  it('finds the positions whose text contains another', () => {
    fc.assert(
      fc.property(writes, fc.constantFrom('', 'a', 'nn', 'an', 'ë', '😀', 'xa', 'q'), (all, part) => {
        const { column, model } = columnOf(all);
        expect([...column.containing(part, 201)]).toEqual(model.map((text) => (text.includes(part) ? 1 : 0)));
      }),
    );
  });

  it('stays as it is when its successor changes', () => {
    fc.assert(
      fc.property(writes, writes, (first, then) => {
        const { column, model } = columnOf(first);
        const next = column.successor();
        const later = [...model];
        for (const [position, text] of then) {
          next.set(position, text);
          later[position] = text;
        }
        expect(model.map((_, position) => column.get(position))).toEqual(model);
        expect(later.map((_, position) => next.get(position))).toEqual(later);
      }),
    );
  });

  it('keeps no more than twice the bytes that it needs, however often a text changes', () => {
    const column = new TextColumn();
    const text = 'n'.repeat(1000);
    for (let time = 0; time < 1000; time += 1) column.set(time % 3, text);
    expect(column.byteLength).toBeLessThanOrEqual(2 * 4 * 1000);
  });
});

describe('an index of a column', () => {
  it('finds each text that is there, and no other', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(60), fc.boolean()), { maxLength: 300 }), (all) => {
        const column = new TextColumn();
        const index = new TextIndex(column);
        const model = new Set<number>();
        for (const [n, isThere] of all) {
          column.set(n, isThere ? `id ${n}` : '');
          if (isThere) index.add(n);
          if (isThere) model.add(n);
          else model.delete(n);
        }
        for (let n = 0; n <= 60; n += 1) expect(index.find(`id ${n}`)).toBe(model.has(n) ? n : null);
        expect(index.find('')).toBeNull();
      }),
    );
  });

  it('of a successor finds its texts, and the first one those of the first column', () => {
    const column = new TextColumn();
    const index = new TextIndex(column);
    column.set(0, 'ann');
    index.add(0);
    const next = column.successor();
    const later = index.over(next);
    next.set(0, '');
    next.set(1, 'ben');
    later.add(1);
    expect([index.find('ann'), index.find('ben')]).toEqual([0, null]);
    expect([later.find('ann'), later.find('ben')]).toEqual([null, 1]);
  });
});
