import { describe, expect, it } from 'vitest';
import { emptyWords, weekName } from './empty-words.js';

describe('a table without rows', () => {
  it('asks for a card only where the week takes picks', () => {
    const asks = 'Hand yours in before the deadline';
    expect(emptyWords('week', 8, { pickWeek: 8 })).toContain(asks);
    expect(emptyWords('day', 8, { pickWeek: 9 })).toBe('Nobody has a card for week 8. Week 9 takes picks.');
    for (const season of [null, { pickWeek: null }])
      for (const week of [0, 8]) expect(emptyWords('week', week, season)).not.toContain(asks);
    expect(emptyWords('season', 8, { pickWeek: null })).toBe('Nobody has handed in a card this season.');
    expect(emptyWords('week', 0, { pickWeek: 1 })).toBe('No games now. Week 1 takes picks.');
  });

  it('belongs to no week 0', () => {
    expect([0, 8].map(weekName)).toEqual(['Between two seasons', 'Week 8']);
  });
});
