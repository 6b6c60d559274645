import { describe, expect, it } from 'vitest';
import { resultsOf, sundaysOf } from './sundays.js';

describe('the Sundays of a season', () => {
  const sundays = sundaysOf(18);

  it('are its eighteen weeks, each with all games, one week after the other', () => {
    expect(sundays.map(({ week }) => week)).toEqual(Array.from({ length: 18 }, (_, i) => i + 1));
    expect(sundays.reduce((sum, { games }) => sum + games.size, 0)).toBe(272);
    for (const { firstKickoff, end, nextKickoff, week } of sundays) {
      expect(firstKickoff).toBeLessThan(end);
      if (week < 18) expect(nextKickoff).toBeLessThan(end + 7 * 86_400_000);
    }
  });

  it('end with the results that the games really had, and never take a point back', () => {
    for (const sunday of sundays) {
      for (const { id, awayScore, homeScore } of resultsOf(sunday)) {
        const events = sunday.games.get(id)?.events ?? [];
        expect(events.at(-1)).toMatchObject({ kind: 'final', awayScore, homeScore });
        for (const side of ['awayScore', 'homeScore'] as const) {
          const points = events.map((event) => event[side]);
          expect(points).toEqual([...points].sort((a, b) => a - b));
        }
      }
    }
  });
});
