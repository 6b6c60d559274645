import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slides } from './use-slide.js';

const HEIGHT = 50;
const places = (order: readonly number[]) => new Map(order.map((n, i) => [n, i]));
const seen = (order: readonly number[], shifts: Record<number, number> = {}) =>
  order.map((n) => ({ row: n, n, shift: shifts[n] ?? 0 }));
const VIEW = { top: 0, height: 1_000 };
const plan = (before: number[], after: number[], shifts = {}, view = VIEW) =>
  slides(seen(after, shifts), places(before), places(after), HEIGHT, view);

describe('rows that slide', () => {
  it('start from their old place, relative to the new one', () => {
    expect(plan([1, 2, 3], [3, 1, 2])).toEqual([
      { row: 3, from: 100 },
      { row: 1, from: -50 },
      { row: 2, from: -50 },
    ]);
  });

  it('turn from their current position when a new order arrives during a slide', () => {
    expect(plan([1, 2], [2, 1], { 1: 20 })).toEqual([
      { row: 2, from: 50 },
      { row: 1, from: -30 },
    ]);
  });

  it('do not move when they keep their place, are new, or are off screen', () => {
    expect(plan([1, 2, 3], [1, 3, 2]).map(({ row }) => row)).toEqual([3, 2]);
    expect(plan([1], [2, 1]).map(({ row }) => row)).toEqual([1]);
    expect(plan([1, 2], [2, 1], {}, { top: 5_000, height: 1_000 })).toEqual([]);
  });

  it('from far outside start just outside', () => {
    const before = Array.from({ length: 100 }, (_, i) => i);
    const after = [99, ...before.slice(0, 99)];
    const first = plan(before, after)[0];
    expect(first).toEqual({ row: 99, from: 1_000 });
  });

  it('are at the same height before and after the change, while that is on screen', () => {
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 });
    fc.assert(
      fc.property(
        order,
        order,
        fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 8, maxLength: 8 }),
        (a, b, shift) => {
          const shifts = Object.fromEntries(shift.map((value, n) => [n, value]));
          for (const { row, from } of slides(seen(b, shifts), places(a), places(b), HEIGHT, {
            top: -500,
            height: 2_000,
          })) {
            const was = a.indexOf(row) * HEIGHT + (shifts[row] ?? 0);
            expect(b.indexOf(row) * HEIGHT + from).toBe(was);
          }
        },
      ),
    );
  });
});
