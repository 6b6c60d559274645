import { describe, expect, it } from 'vitest';
import { aGame } from '../../../testing/slate.js';
import { isUnderWay, newest } from './under-way.js';

const now = Date.parse('2024-10-27T17:00:00Z');

describe('whether a card’s games move', () => {
  it.each([
    [true, 'in', '2024-10-27T16:00:00Z'],
    [true, 'pre', '2024-10-27T17:05:00Z'],
    [true, 'pre', '2024-10-27T16:55:00Z'],
    [false, 'pre', '2024-10-27T18:00:00Z'],
    [false, 'post', '2024-10-27T13:00:00Z'],
    [false, 'off', '2024-10-27T17:00:00Z'],
  ] as const)('%s for a game %s at %s', (moves, state, kickoff) => {
    expect(isUnderWay([aGame({ state, kickoff })], now)).toBe(moves);
  });

  it('is not known of a game without a time', () => {
    expect(isUnderWay([aGame({ kickoff: '2024-10-27T17:00:00Z', timeValid: false })], now)).toBe(false);
  });
});

describe('the newest of two readings', () => {
  const [a, b] = [aGame({ id: 'a', rev: 4 }), aGame({ id: 'b', rev: 4 })];

  it('takes from the stream what it knows in a newer state', () => {
    const streamed = { ...b, awayScore: 7, rev: 5 };
    expect(newest([a, b], new Map([['b', streamed]]))).toEqual([a, streamed]);
  });

  it('is the same list when nothing is newer', () => {
    const games = [a, b];
    expect(newest(games, new Map([['b', { ...b, rev: 3 }]]))).toBe(games);
  });
});
