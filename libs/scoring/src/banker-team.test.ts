import { describe, expect, it } from 'vitest';
import { bankerTeam } from './score-card.js';
import { gamesByWeek } from './types.js';
import { usedBankers } from './validate-card.js';

const game = {
  id: 'a',
  week: 8,
  away: 'PIT',
  home: 'TEN',
  awayScore: 0,
  homeScore: 0,
  state: 'pre',
} as const;

describe('S26: the team of a banker', () => {
  it('is the picked one, even when home and away were exchanged since', () => {
    expect(bankerTeam({ picks: { a: 'away' } }, game)).toBe('PIT');
    expect(bankerTeam({ picks: { a: 'home' } }, game)).toBe('TEN');
    expect(bankerTeam({ picks: {} }, game)).toBe('PIT');
  });

  it('is the one that is used up', () => {
    const card = { week: 8, picks: { a: 'home' }, banker: 'a', joker: false } as const;
    expect(usedBankers([card], gamesByWeek([game]))).toEqual([{ team: 'TEN', week: 8 }]);
  });
});
