import type { Results } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { isUnofficial } from './results.js';

const week = (n: number, state: 'open' | 'confirmed' | 'alert'): Results['weeks'][number] => ({
  week: n,
  state,
  confirmedAt: null,
  averagePoints: null,
  players: 1,
});
const known: Results = {
  epoch: 'e',
  seq: 1,
  season: 2024,
  type: 'regular',
  weeks: [week(7, 'confirmed'), week(8, 'open')],
};
const of = (n: number | null, over = true, season = 2024) =>
  isUnofficial({ season, type: 'regular', week: n, over }, known);

describe('standings are unofficial', () => {
  it('while a game that counts is left', () => {
    expect(of(7, false)).toBe(true);
  });

  it('until their week is confirmed, and a season until every week is', () => {
    expect([of(7), of(8), of(null)]).toEqual([false, true, true]);
    const all = { ...known, weeks: [week(7, 'confirmed'), week(8, 'confirmed')] };
    expect(isUnofficial({ season: 2024, type: 'regular', week: null, over: true }, all)).toBe(false);
    const doubted = { ...known, weeks: [week(8, 'alert')] };
    expect(isUnofficial({ season: 2024, type: 'regular', week: 8, over: true }, doubted)).toBe(true);
  });

  it('while the confirmation is not known', () => {
    expect(isUnofficial({ season: 2024, type: 'regular', week: 8, over: true }, undefined)).toBe(true);
    expect(of(9)).toBe(true);
  });

  it('no longer in a past season', () => {
    expect(of(null, true, 2023)).toBe(false);
  });
});
