import { describe, expect, it } from 'vitest';
import type { RecapMoves } from './away-summary.js';
import { otherWords, recapWords } from './away-words.js';

const NAMES = new Map([
  [0, 'Me'],
  [1, 'Ana'],
  [2, 'Ben'],
]);

const moves: RecapMoves = {
  kind: 'moves',
  own: { before: { rank: 5, shared: false, points: 12 }, after: { rank: 2, shared: false, points: -46 } },
  won: 3,
  lost: 0,
  leaders: null,
  leadChanges: 0,
  lines: [],
  rest: { points: 0, places: 0 },
};
const words = (changes: Partial<RecapMoves>) => recapWords({ ...moves, ...changes }, 0, NAMES);

describe('a recap in words', () => {
  it('names the own place and points before and after, and nothing untrue', () => {
    expect(words({})).toEqual({
      own: 'From 5th to 2nd, from 12 to −46 points',
      way: null,
      lead: null,
      rest: null,
    });
    const same = { rank: 3, shared: false, points: 7 };
    expect(words({ own: { before: same, after: same } }).own).toBe('Still 3rd, with 7 points');
    const tied = { ...same, shared: true };
    expect(words({ own: { before: same, after: tied } }).own).toBe('From 3rd to T3, with 7 points');
    expect(words({ own: null }).own).toBe('The standings have changed');
  });

  it('names places won and lost where there were both', () => {
    expect(words({ won: 1, lost: 4 }).way).toBe('1 place won, 4 lost on the way');
    expect(words({ won: 5, lost: 2 }).way).toBe('5 places won, 2 lost on the way');
  });

  it('names the leader', () => {
    const lead = (leaders: readonly number[] | null, leadChanges = 1) => words({ leaders, leadChanges }).lead;
    expect(lead([1])).toBe('Ana leads now');
    expect(lead([0], 3)).toBe('You lead now, after 3 changes');
    expect(lead([0, 1])).toBe('You and Ana share the lead now');
    expect(lead([1, 2])).toBe('Ana and 1 other share the lead now');
    expect(lead([0, 1, 2])).toBe('You and 2 others share the lead now');
    expect(lead(null, 2)).toBe('The lead changed 2 times and came back');
    expect(lead(null, 0)).toBeNull();
  });

  it('says that scores alone do not explain it', () => {
    expect(words({ rest: { points: 12, places: 0 } }).rest).toMatch(/^Not by scores alone/);
  });

  it('is one sentence where states cannot be compared', () => {
    expect(otherWords({ kind: 'history' }, { type: 'regular', week: 8 })).toContain('was reset');
    expect(otherWords({ kind: 'week' }, { type: 'regular', week: 9 })).toContain('Week 9');
    expect(otherWords({ kind: 'day' }, { type: 'regular', week: 9 })).toContain('day');
  });
});
