import type { Season, StandingsRow } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { figure, hasBegun, placeWords, playedWeeks, sharedRanks } from './place-words.js';

const row = (rank: number, played = 0): StandingsRow => ({
  ...{ n: rank, id: `${rank}`, name: 'Ann', team: null, points: 0, right: 0, bankerAverage: null, jokers: 0 },
  rank,
  played,
});

describe('places', () => {
  it('have a T where they are shared', () => {
    const shared = sharedRanks([row(1), row(2), row(2), row(2), row(5)]);
    expect([1, 2, 5].map((rank) => placeWords(rank, shared))).toEqual(['1', 'T2', '5']);
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

  it('has begun once a pick has counted', () => {
    expect(hasBegun([row(1), row(1)])).toBe(false);
    expect(hasBegun([row(1), row(1, 1)])).toBe(true);
  });
});
