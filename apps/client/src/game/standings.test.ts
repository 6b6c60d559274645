import type { Season } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { figure, playedWeeks, sharedRanks } from './standings.js';

describe('ranks', () => {
  it('are shared when more than one row has them', () => {
    expect([...sharedRanks([1, 2, 2, 2, 5].map((rank) => ({ rank })))]).toEqual([2]);
  });
});

describe('figures', () => {
  it('have a real minus, one decimal at most and a dash for missing values', () => {
    expect([12, 12.04, 8.25, -8.5, -0.01, 0, null].map(figure)).toEqual([
      ...['12', '12', '8.3', '−8.5', '0', '0', '–'],
    ]);
  });
});

describe('a season', () => {
  const season = (
    states: readonly Season['weeks'][number]['state'][],
    resultsWeek: number | null,
  ): Season => ({
    ...{
      season: 2025,
      type: 'regular',
      phase: 'regular',
      seasons: [],
      preseason: false,
      playoffs: { bankersOnce: false, jokers: 0 },
      pickWeek: null,
      lock: 'week',
      rules: 'classic',
      resultsWeek,
    },
    weeks: states.map((state, i) => ({ week: i + 1, name: '', deadline: '2025-09-04T00:00:00Z', state })),
  });

  it('shows the weeks that are locked or have results, latest first', () => {
    expect(playedWeeks(season(['done', 'locked', 'open', 'upcoming'], 1))).toEqual([2, 1]);
    expect(playedWeeks(season(['done', 'open'], 2))).toEqual([2, 1]);
    expect(playedWeeks(season(['open', 'upcoming'], null))).toEqual([]);
  });
});
