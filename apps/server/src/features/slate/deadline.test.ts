import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gameDeadline, weekDeadline } from './deadline.js';

function game(kickoff: string, time_valid = true) {
  return { kickoff: new Date(kickoff), time_valid };
}

describe('deadline of a week', () => {
  it('is Thursday 21:00 in London before a Thursday night game, in summer and in winter', () => {
    const summer = [game('2024-10-25T00:15:00Z'), game('2024-10-27T17:00:00Z')];
    expect(weekDeadline(summer)?.toISOString()).toBe('2024-10-24T20:00:00.000Z');
    const winter = [game('2024-11-08T01:15:00Z')];
    expect(weekDeadline(winter)?.toISOString()).toBe('2024-11-07T21:00:00.000Z');
  });

  it('is the first kick-off when that comes before: Thanksgiving, or Christmas on a Wednesday', () => {
    expect(weekDeadline([game('2024-11-28T17:30:00Z')])?.toISOString()).toBe('2024-11-28T17:30:00.000Z');
    expect(weekDeadline([game('2024-12-25T18:00:00Z')])?.toISOString()).toBe('2024-12-25T18:00:00.000Z');
  });

  it('is the Thursday before a week that begins on Saturday', () => {
    expect(weekDeadline([game('2025-01-04T21:30:00Z')])?.toISOString()).toBe('2025-01-02T21:00:00.000Z');
  });

  it('does not look at placeholder kick-offs', () => {
    expect(weekDeadline([game('2025-01-01T05:00:00Z', false)])).toBeNull();
    expect(weekDeadline([])).toBeNull();
  });

  it('never comes after the first kick-off and never a week before it', () => {
    const min = new Date('2024-01-01T00:00:00Z');
    const max = new Date('2027-12-31T00:00:00Z');
    fc.assert(
      fc.property(fc.date({ min, max, noInvalidDate: true }), (kickoff) => {
        const deadline = weekDeadline([{ kickoff, time_valid: true }]);
        const ahead = kickoff.getTime() - (deadline?.getTime() ?? Number.NaN);
        expect(ahead).toBeGreaterThanOrEqual(0);
        expect(ahead).toBeLessThan(7 * 86_400_000);
      }),
    );
  });
});

describe('deadline of a game', () => {
  const kickoff = game('2024-10-27T17:00:00Z');

  it('is the week’s under lock week, its own kick-off under lock kickoff', () => {
    const week = new Date('2024-10-24T20:00:00Z');
    expect(gameDeadline('week', kickoff, week)).toBe(week);
    expect(gameDeadline('kickoff', kickoff, week)).toBe(kickoff.kickoff);
    expect(gameDeadline('kickoff', { ...kickoff, time_valid: false }, week)).toBeNull();
  });
});
