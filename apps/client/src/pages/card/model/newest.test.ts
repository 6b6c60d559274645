import { describe, expect, it } from 'vitest';
import { aGame } from '../../../testing/slate.js';
import { newest } from './merge.js';

describe('the newest version of each game', () => {
  const [a, b] = [aGame({ id: 'a', rev: 4 }), aGame({ id: 'b', rev: 4 })];

  it('takes from the stream what is newer there', () => {
    const streamed = { ...b, awayScore: 7, rev: 5 };
    expect(newest([a, b], new Map([['b', streamed]]))).toEqual([a, streamed]);
  });

  it('is the same list when nothing is newer', () => {
    const games = [a, b];
    expect(newest(games, new Map([['b', { ...b, rev: 3 }]]))).toBe(games);
  });
});
