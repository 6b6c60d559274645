import { describe, expect, it } from 'vitest';
import { aCard, aGame, aPlayer, aState } from '../../../testing/slate.js';
import { withOwnRows } from './large-league.js';

const sunday = aGame({ id: 's', state: 'in', awayScore: 21, homeScore: 14 });
const card = aCard({ s: 'away' });
const players = [aPlayer(0), aPlayer(900)];

describe('the own rows in a large league', () => {
  const state = aState({
    games: [sunday],
    players,
    scopes: { day: [], week: [[900, 700, 7]], season: [[900, 650, 207]] },
    spread: {
      day: [
        [42, 10],
        [21, 5],
      ],
      week: [
        [42, 300],
        [21, 40],
        [0, 900],
      ],
      season: [
        [300, 99],
        [0, 1000],
      ],
    },
  });

  it('come from the own card and the spread, exact and up to date', () => {
    const whole = withOwnRows(state, card, 'p900', new Set(['s']), 'classic');
    expect(whole.scopes.week.get(900)).toEqual([900, 301, 21]);
    expect(whole.scopes.day.get(900)).toEqual([900, 11, 21]);
    // 207 of the season with 7 of this week, which are 21 by now.
    expect(whole.scopes.season.get(900)).toEqual([900, 100, 221]);
  });

  it('leave a small league, one without the own card, and other players alone', () => {
    const small = { ...state, spread: null };
    expect(withOwnRows(small, card, 'p900', new Set(), 'classic')).toBe(small);
    expect(withOwnRows(state, undefined, 'p900', new Set(), 'classic')).toBe(state);
    expect(withOwnRows(state, card, 'nobody', new Set(), 'classic')).toBe(state);
  });
});
