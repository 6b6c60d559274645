import { describe, expect, it } from 'vitest';
import { rankChangeWords } from './rank-change.js';

const names = new Map([
  [0, 'Me'],
  [1, 'Ana'],
]);

describe('the words for what an event did to the table', () => {
  it('tell the own rank and who took the lead', () => {
    const story = { own: { before: 5, after: 2, points: 14 }, leads: 1 };
    expect(rankChangeWords(story, 'touchdown', 0, names)).toBe('You 5 → 2 (+14), Ana takes the lead');
    expect(rankChangeWords({ own: null, leads: 1 }, 'touchdown', null, names)).toBe('Ana takes the lead');
    expect(rankChangeWords({ own: null, leads: 0 }, 'safety', 0, names)).toBe('You take the lead');
  });

  it('tell points alone, and nothing where nothing moved', () => {
    const still = { before: 2, after: 2 };
    expect(rankChangeWords({ own: { ...still, points: 7 }, leads: null }, 'score', 0, names)).toBe('You +7');
    expect(rankChangeWords({ own: { ...still, points: 0 }, leads: null }, 'score', 0, names)).toBeNull();
    expect(rankChangeWords(undefined, 'score', 0, names)).toBeNull();
  });

  it('say what a correction took back', () => {
    const story = { own: { before: 2, after: 5, points: -14 }, leads: null };
    expect(rankChangeWords(story, 'correction', 0, names)).toBe('Took back: you 2 → 5 (−14)');
  });
});
