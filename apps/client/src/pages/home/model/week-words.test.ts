import { describe, expect, it } from 'vitest';
import { aGame } from '../../../testing/slate.js';
import { weekWords } from './words.js';

describe('the week on the home page', () => {
  const of = (...states: ('pre' | 'in' | 'post' | 'off')[]) =>
    weekWords(
      { type: 'regular', week: 8 },
      states.map((state, i) => aGame({ id: `g${i}`, state, kickoff: `2024-10-27T${17 + i}:00:00Z` })),
      'UTC',
    );

  it('is in progress while a game is, and not before the first kickoff', () => {
    expect(of('pre', 'pre')).toBe('Week 8 begins: Sun 17:00.');
    expect(of('off', 'pre')).toBe('Week 8 begins: Sun 18:00.');
    expect(of('in', 'pre')).toBe('Week 8 is in progress.');
    expect(of('post', 'pre')).toBe('Week 8 continues: Sun 18:00.');
    expect(of('post', 'post')).toBe('Week 8 is over.');
  });
});
