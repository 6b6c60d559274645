import type { SeasonFigures } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { careerOf, teamsByShare } from './career-view.js';

const season = (year: number, given: Partial<SeasonFigures> = {}): SeasonFigures => ({
  season: year,
  rank: 3,
  players: 9,
  points: 100,
  right: 10,
  played: 20,
  weeks: 2,
  best: { week: 1, points: 80 },
  worst: { week: 2, points: 20 },
  average: 50,
  bankerAverage: null,
  bankers: 0,
  jokers: 0,
  run: 4,
  ...given,
});

describe('a career', () => {
  it('is the total of all seasons', () => {
    const seasons = [season(2024, { run: 7 }), season(2023, { best: { week: 9, points: 120 }, rank: 1 })];
    expect(careerOf(seasons, 2024)).toEqual({
      seasons: 2,
      weeks: 4,
      points: 200,
      right: 20,
      played: 40,
      titles: 1,
      bestPlace: { rank: 1, shared: false },
      best: { season: 2023, week: 9, points: 120 },
      worst: { season: 2024, week: 2, points: 20 },
      run: 7,
    });
  });

  it('has no title of the current season, and nothing before the first', () => {
    expect(careerOf([season(2024, { rank: 1 })], 2024).titles).toBe(0);
    expect(careerOf([], null)).toMatchObject({
      seasons: 0,
      bestPlace: null,
      best: null,
      worst: null,
      run: 0,
    });
  });
});

describe('teams', () => {
  it('are ordered by the share of right picks, then by the number of games', () => {
    const teams = [
      { team: 'GB', played: 4, right: 2 },
      { team: 'CHI', played: 2, right: 2 },
      { team: 'MIN', played: 6, right: 3 },
      { team: 'DET', played: 1, right: 0 },
    ];
    expect(teamsByShare(teams).map(({ team }) => team)).toEqual(['CHI', 'MIN', 'GB', 'DET']);
  });
});
