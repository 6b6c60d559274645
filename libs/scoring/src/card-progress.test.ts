import { describe, expect, it } from 'vitest';
import { cardProgress } from './validate-card.js';

const games = [
  { id: 'a', state: 'post' },
  { id: 'b', state: 'pre' },
  { id: 'c', state: 'off' },
  { id: 'd', state: 'pre' },
] as const;
const card = (...ids: string[]) => ({ picks: Object.fromEntries(ids.map((id) => [id, 'home' as const])) });
const locked = new Set(['a']);

describe('S16: progress of a card', () => {
  it('no card misses every game that is open', () => {
    expect(cardProgress(null, games, locked)).toEqual({ picked: 0, games: 3, missing: ['b', 'd'] });
  });

  it('a stored card misses a game that has joined the week or was called on again', () => {
    expect(cardProgress(card('a', 'b'), games, locked)).toEqual({ picked: 2, games: 3, missing: ['d'] });
    const again = games.map((game) => ({ ...game, state: 'pre' as const }));
    expect(cardProgress(card('a', 'b', 'd'), again, locked)).toEqual({ picked: 3, games: 4, missing: ['c'] });
  });

  it('a locked game without a pick is not picked, but nothing is missing', () => {
    expect(cardProgress(card('b', 'd'), games, locked)).toEqual({ picked: 2, games: 3, missing: [] });
  });

  it('picks of games called off, or of other weeks, do not count', () => {
    expect(cardProgress(card('a', 'b', 'c', 'd', 'x'), games, locked)).toEqual({
      picked: 3,
      games: 3,
      missing: [],
    });
  });
});
