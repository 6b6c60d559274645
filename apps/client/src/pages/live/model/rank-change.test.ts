import { describe, expect, it } from 'vitest';
import { rankChangeWords } from './rank-change.js';

const names = new Map([
  [0, 'Me'],
  [1, 'Ana'],
]);

describe('the effect of an event in words', () => {
  it('names the own ranks and the new leader', () => {
    const story = { own: { before: 5, after: 2, points: 14 }, leads: 1 };
    expect(rankChangeWords(story, 'touchdown', 0, names)).toBe('You 5 → 2 (+14), Ana takes the lead');
    expect(rankChangeWords({ own: null, leads: 1 }, 'touchdown', null, names)).toBe('Ana takes the lead');
    expect(rankChangeWords({ own: null, leads: 0 }, 'safety', 0, names)).toBe('You take the lead');
  });

  it('names points alone, and is null where nothing moved', () => {
    const still = { before: 2, after: 2 };
    expect(rankChangeWords({ own: { ...still, points: 7 }, leads: null }, 'score', 0, names)).toBe('You +7');
    expect(rankChangeWords({ own: { ...still, points: 0 }, leads: null }, 'score', 0, names)).toBeNull();
    expect(rankChangeWords(undefined, 'score', 0, names)).toBeNull();
  });

  it('names what a correction took back', () => {
    const story = { own: { before: 2, after: 5, points: -14 }, leads: null };
    expect(rankChangeWords(story, 'correction', 0, names)).toBe('Took back: you 2 → 5 (−14)');
  });
});
