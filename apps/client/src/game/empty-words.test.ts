import { describe, expect, it } from 'vitest';
import { emptyWords, slateName } from './words.js';

const at = (week: number) => ({ type: 'regular' as const, week });

describe('standings without rows', () => {
  it('ask for a card only where the week takes picks', () => {
    const asks = 'Hand yours in before the deadline';
    expect(emptyWords('week', at(8), { pickWeek: 8 })).toContain(asks);
    expect(emptyWords('day', at(8), { pickWeek: 9 })).toBe(
      'Nobody has a card for week 8. Week 9 is open for picks.',
    );
    for (const season of [null, { pickWeek: null }])
      for (const week of [0, 8]) expect(emptyWords('week', at(week), season)).not.toContain(asks);
    expect(emptyWords('season', at(8), { pickWeek: null })).toBe('Nobody has handed in a card this season.');
    expect(emptyWords('week', at(0), { pickWeek: 1 })).toBe('No games now. Week 1 is open for picks.');
  });

  it('belong to no week 0', () => {
    expect([0, 8].map((week) => slateName('regular', week))).toEqual(['Between two seasons', 'Week 8']);
  });
});
