import { describe, expect, it } from 'vitest';
import { aGame } from '../testing/slate.js';
import { cardsOfGames } from './use-own-card-follows.js';

const [a, b] = [aGame({ id: 'a' }), aGame({ id: 'b' })];

describe('S26: when cards are read again', () => {
  it('a game that begins, or whose sides are exchanged, is a reason', () => {
    const before = cardsOfGames([a, b]);
    expect(cardsOfGames([a, { ...b, state: 'in' }])).not.toBe(before);
    expect(cardsOfGames([a, { ...b, away: b.home, home: b.away }])).not.toBe(before);
  });

  it('a score, a clock, the order and the end of a game are no reasons', () => {
    const before = cardsOfGames([a, { ...b, state: 'in' }]);
    expect(cardsOfGames([{ ...b, state: 'in', awayScore: 7, clock: '9:06', rev: 9 }, a])).toBe(before);
    expect(cardsOfGames([a, { ...b, state: 'post' }])).toBe(before);
  });
});
