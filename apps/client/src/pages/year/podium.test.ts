import type { LeagueRecord, Season, StatisticsRow } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { isOver, podium, recordsOf } from './podium.js';

const current = (phase: Season['phase'], states: Season['weeks'][number]['state'][]) => ({
  season: 2024,
  phase,
  weeks: states.map((state, i) => ({ week: i + 1, name: `Week ${i + 1}`, deadline: '', state })),
});
const played = (season: number, ...over: boolean[]) => ({
  season,
  weeks: over.map((one, i) => ({ week: i + 1, over: one, best: 90 })),
});

describe('the end of a season', () => {
  it('is true for a past season, and for the current one after its last week', () => {
    expect(isOver(current('regular', ['done', 'open']), played(2023, true))).toBe(true);
    expect(isOver(current('regular', ['done', 'open']), played(2024, true))).toBe(false);
    expect(isOver(current('regular', ['done', 'done']), played(2024, true, true))).toBe(true);
    expect(isOver(current('post', []), played(2024, true, true))).toBe(true);
    expect(isOver(current('post', []), played(2024, true, false))).toBe(false);
  });

  it('is false for a season that never began or is to come', () => {
    expect(isOver(current('regular', ['open']), played(2024))).toBe(false);
    expect(isOver(current('pre', []), played(2025, true))).toBe(false);
  });
});

describe('the podium', () => {
  it('has everybody on the first three places', () => {
    const rows = [1, 1, 3, 3, 5].map((rank) => ({ rank })) as StatisticsRow[];
    expect(podium(rows).map(({ rank }) => rank)).toEqual([1, 1, 3, 3]);
  });
});

describe('records of a season', () => {
  it('are those that were set in it', () => {
    const holder = (season: number) => ({ id: 'a', name: 'Ann', team: null, season, week: 1 });
    const records: LeagueRecord[] = [
      { kind: 'best-week', value: 200, holders: [holder(2023)], times: 1 },
      { kind: 'most-right', value: 14, holders: [holder(2022), holder(2024)], times: 2 },
    ];
    expect(recordsOf(records, 2024)).toEqual([
      { kind: 'most-right', value: 14, holders: [holder(2024)], times: 1 },
    ]);
  });
});
