import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isShrunk, toRemove } from './rotation.js';

const backup = (day: number, rows: number) => ({ takenAt: new Date(Date.UTC(2026, 8, day)), rows });
const anyBackups = fc
  .uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 40 })
  .chain((days) =>
    fc.tuple(
      ...days.map((day) =>
        fc.oneof(fc.nat(20), fc.integer({ min: 900, max: 1000 })).map((rows) => backup(day, rows)),
      ),
    ),
  );

describe('B7 rotation', () => {
  it('law: keeps the newest ones, and of every removed one a newer that has at least half of its rows', () => {
    fc.assert(
      fc.property(anyBackups, fc.integer({ min: 1, max: 20 }), (all, keep) => {
        const removed = new Set(toRemove(all, keep));
        const kept = all.filter((each) => !removed.has(each));
        const newest = [...all].sort((a, b) => b.takenAt.getTime() - a.takenAt.getTime()).slice(0, keep);
        expect(kept).toEqual(expect.arrayContaining(newest));
        expect(kept.length).toBeGreaterThanOrEqual(Math.min(1, all.length));
        for (const gone of removed) {
          expect(kept.some((other) => other.takenAt > gone.takenAt && !isShrunk(other, gone))).toBe(true);
        }
      }),
    );
  });

  it('law: the fullest data that ever was backed up is there at least by half', () => {
    fc.assert(
      fc.property(anyBackups, fc.integer({ min: 1, max: 20 }), (all, keep) => {
        const removed = new Set(toRemove(all, keep));
        const most = (backups: typeof all): number => Math.max(0, ...backups.map(({ rows }) => rows));
        expect(most(all.filter((each) => !removed.has(each)))).toBeGreaterThanOrEqual(most(all) / 2);
      }),
    );
  });

  it('law: a second rotation removes nothing, and what is kept beyond the number stays small', () => {
    fc.assert(
      fc.property(anyBackups, fc.integer({ min: 1, max: 20 }), (all, keep) => {
        const removed = new Set(toRemove(all, keep));
        const kept = all.filter((each) => !removed.has(each));
        expect(toRemove(kept, keep)).toEqual([]);
        // each kept one beyond the number has more than twice the rows of all newer ones
        expect(kept.length).toBeLessThanOrEqual(keep + Math.ceil(Math.log2(1000)) + 1);
      }),
    );
  });

  it('removes the oldest of equal ones', () => {
    const all = [1, 2, 3, 4, 5].map((day) => backup(day, 100));
    expect(toRemove(all, 3)).toEqual([all[1], all[0]]);
  });

  it('keeps a full one, however many nearly empty ones follow', () => {
    const full = backup(1, 1000);
    const empty = Array.from({ length: 20 }, (_, i) => backup(i + 2, 3));
    expect(toRemove([full, ...empty], 14)).toEqual(empty.slice(0, 6).reverse());
  });
});
