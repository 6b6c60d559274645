import { nameKey } from '@sunday-live/scoring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atOnce } from '../../platform/async/testing/at-once.js';
import { pageOf, sortedPlaces } from './table-page.js';
import { bookOf, entrants, games } from './testing/arbitrary-season.js';

const table = fc
  .tuple(entrants, games)
  .map(([players, all]) =>
    bookOf(players, all).table({ scope: 'season', week: 1, rules: 'classic', members: 'all' }),
  );
const limit = fc.integer({ min: 1, max: 9 });

describe('pages of a table', () => {
  it('joined are the whole table', () => {
    fc.assert(
      fc.property(table, limit, (whole, size) => {
        const rows = [];
        let after: string | undefined;
        do {
          const page = pageOf(whole, { limit: size, after }, 0);
          expect(page.total).toBe(whole.total);
          expect(page.rows.length).toBeLessThanOrEqual(size);
          rows.push(...page.rows);
          after = page.next ?? undefined;
        } while (after !== undefined);
        expect(rows).toEqual(whole.rows());
      }),
    );
  });

  it('begin at any place, and say which', () => {
    fc.assert(
      fc.property(table, limit, fc.nat(12), (whole, size, from) => {
        const { rows, first, total } = pageOf(whole, { limit: size, from }, 0);
        expect([rows, first, total]).toEqual([whole.rows(from, from + size), from, whole.total]);
      }),
    );
  });

  it('in the order of a name joined are every row once', () => {
    fc.assert(
      fc.property(table, limit, (whole, size) => {
        const order = atOnce(sortedPlaces(whole, '-name'));
        const rows = [];
        let after: string | undefined;
        do {
          const page = pageOf(whole, { limit: size, after }, 0, { order });
          rows.push(...page.rows);
          after = page.next ?? undefined;
        } while (after !== undefined);
        const keys = rows.map(({ name }) => nameKey(name));
        expect(keys).toEqual([...keys].sort().reverse());
        expect(new Set(rows.map(({ n }) => n))).toEqual(new Set(whole.rows().map(({ n }) => n)));
        expect(rows).toHaveLength(whole.total);
      }),
    );
  });

  it('around the viewer contain the own row and are as full as the table lets them', () => {
    fc.assert(
      fc.property(table, limit, (whole, size) => {
        for (const { n } of whole.rows()) {
          const { rows } = pageOf(whole, { limit: size, around: 'me' }, n);
          expect(rows.map((row) => row.n)).toContain(n);
          expect(rows).toHaveLength(Math.min(size, whole.total));
        }
      }),
    );
  });

  it('of a search have every row with the text in its name, and no other', () => {
    fc.assert(
      fc.property(table, limit, fc.constantFrom('AN', 'e', 'çe', 'zoe', 'x'), (whole, size, q) => {
        const all = pageOf(whole, { q }, 0).rows;
        const rows = [];
        let after: string | undefined;
        do {
          const page = pageOf(whole, { limit: size, after, q }, 0);
          expect(page.total).toBe(all.length);
          rows.push(...page.rows);
          after = page.next ?? undefined;
        } while (after !== undefined);
        expect(rows).toEqual(all);
        expect(all).toEqual(whole.rows().filter(({ name }) => nameKey(name).includes(nameKey(q))));
      }),
    );
  });

  it('refuse a cursor that no answer has given', () => {
    const whole = bookOf([], []).table({ scope: 'season', week: 1, rules: 'classic', members: 'all' });
    for (const after of ['', 'x', '1', '1-', '-1-2', '1-2-3']) {
      expect(() => pageOf(whole, { after }, 0)).toThrow('after: no such cursor');
    }
    expect(pageOf(whole, { after: '5-0', limit: 3 }, 0)).toEqual({
      rows: [],
      next: null,
      total: 0,
      first: 0,
    });
  });
});
