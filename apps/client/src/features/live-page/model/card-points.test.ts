import { describe, expect, it } from 'vitest';
import { aCard, aGame } from '../../../testing/slate.js';
import { cardTotal, gamesBeforeDay, jokerCounts } from './card-points.js';

const games = new Map([
  ['a', aGame({ id: 'a', state: 'post', awayScore: 20, homeScore: 10 })],
  ['b', aGame({ id: 'b', state: 'in', awayScore: 0, homeScore: 7 })],
]);
const card = aCard({ a: 'away', b: 'home' }, { joker: true });

describe('whether a joker counts', () => {
  it('always, where every joker of a season does', () => {
    expect(jokerCounts(card, games, 'classic', 0)).toBe(true);
    expect(jokerCounts(aCard({}), games, 'classic', 0)).toBe(false);
  });

  it('never, where there are none', () => {
    expect(jokerCounts(card, games, 'straight', 2)).toBe(false);
  });

  it('as the points tell, where only the first of a season does', () => {
    expect(jokerCounts(card, games, 'joker-week', 81)).toBe(true);
    expect(jokerCounts(card, games, 'joker-week', 27)).toBe(false);
    expect(jokerCounts(card, games, 'joker-week', undefined)).toBe(true);
    expect(jokerCounts(aCard({ a: 'home' }, { joker: true }), games, 'joker-week', 0)).toBe(true);
  });
});

describe('points of a card', () => {
  it('with right picks, by the league’s rules', () => {
    expect(cardTotal(card, games, 'classic', true)).toEqual({ points: 27, right: 2 });
    expect(cardTotal(card, games, 'straight', false)).toEqual({ points: 2, right: 2 });
    expect(cardTotal(card, gamesBeforeDay(games, new Set(['b'])), 'classic', true)).toEqual({
      points: 20,
      right: 1,
    });
  });
});
