import { describe, expect, it } from 'vitest';
import { aCard, aGame, aState, rows } from '../../../testing/slate.js';
import { seasonRightOf } from './season-right.js';

describe('right picks of the other weeks', () => {
  const state = aState({
    games: [aGame({ state: 'in', awayScore: 7 })],
    scopes: { day: [], week: rows([7, 0]), season: rows([107, 90]) },
  });
  const cards = new Map([['p0', aCard({ g1: 'away' })]]);

  it('are those of the season without this week’s', () => {
    const season = [
      { n: 0, id: 'p0', points: 107, right: 6 },
      { n: 1, id: 'p1', points: 90, right: 5 },
    ];
    expect(seasonRightOf(season, state, cards, 'classic')).toEqual(
      new Map([
        [0, 5],
        [1, 5],
      ]),
    );
  });

  it('are not told while the season table is of another moment', () => {
    expect(seasonRightOf([{ n: 0, id: 'p0', points: 100, right: 5 }], state, cards, 'classic')).toBeNull();
  });
});
