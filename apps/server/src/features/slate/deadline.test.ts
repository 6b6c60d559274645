import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gameDeadline, weekDeadline } from './deadline.js';

function game(kickoff: string, time_valid = true, state: 'pre' | 'off' = 'pre') {
  return { kickoff: new Date(kickoff), time_valid, state };
}

describe('deadline of a week', () => {
  it('is Thursday 21:00 in London before a Thursday night game, in summer and in winter', () => {
    const summer = [game('2024-10-25T00:15:00Z'), game('2024-10-27T17:00:00Z')];
    expect(weekDeadline(summer)?.toISOString()).toBe('2024-10-24T20:00:00.000Z');
    const winter = [game('2024-11-08T01:15:00Z')];
    expect(weekDeadline(winter)?.toISOString()).toBe('2024-11-07T21:00:00.000Z');
  });

  it('is the first kickoff when that is earlier: Thanksgiving, or Christmas on a Wednesday', () => {
    expect(weekDeadline([game('2024-11-28T17:30:00Z')])?.toISOString()).toBe('2024-11-28T17:30:00.000Z');
    expect(weekDeadline([game('2024-12-25T18:00:00Z')])?.toISOString()).toBe('2024-12-25T18:00:00.000Z');
  });

  it('R18 is 24 hours before the first kickoff of a week without a Thursday game', () => {
    expect(weekDeadline([game('2025-01-04T21:30:00Z')])?.toISOString()).toBe('2025-01-03T21:30:00.000Z');
    const sunday = [game('2026-01-04T18:00:00Z'), game('2026-01-06T01:15:00Z')];
    expect(weekDeadline(sunday)?.toISOString()).toBe('2026-01-03T18:00:00.000Z');
  });

  it('R18 does not follow a game that is called off, unless every game is', () => {
    const wednesday = game('2025-12-24T18:00:00Z', true, 'off');
    const sunday = game('2025-12-28T18:00:00Z');
    expect(weekDeadline([wednesday, sunday])?.toISOString()).toBe('2025-12-27T18:00:00.000Z');
    expect(weekDeadline([wednesday])?.toISOString()).toBe('2025-12-24T18:00:00.000Z');
  });

  it('R18 does not follow a game that was moved here and still has the kickoff of its old week', () => {
    const games = ['2025-10-04T17:00:00Z', '2025-10-25T00:15:00Z', '2025-10-26T17:00:00Z'].map((at) =>
      game(at),
    );
    expect(weekDeadline(games)?.toISOString()).toBe('2025-10-24T00:15:00.000Z');
  });

  it('ignores placeholder kickoffs', () => {
    expect(weekDeadline([game('2025-01-01T05:00:00Z', false)])).toBeNull();
    expect(weekDeadline([])).toBeNull();
  });

  it('R18 is never after the first kickoff, nor more than 24 hours before it', () => {
    const min = new Date('2024-01-01T00:00:00Z');
    const max = new Date('2027-12-31T00:00:00Z');
    fc.assert(
      fc.property(fc.date({ min, max, noInvalidDate: true }), (kickoff) => {
        const deadline = weekDeadline([{ kickoff, time_valid: true, state: 'pre' }]);
        const ahead = kickoff.getTime() - (deadline?.getTime() ?? Number.NaN);
        expect(ahead).toBeGreaterThanOrEqual(0);
        expect(ahead).toBeLessThanOrEqual(86_400_000);
      }),
    );
  });
});

describe('deadline of a game', () => {
  const kickoff = game('2024-10-27T17:00:00Z');

  it('is the week’s under lock week, its own kickoff under lock kickoff', () => {
    const week = new Date('2024-10-24T20:00:00Z');
    expect(gameDeadline('week', kickoff, week)).toBe(week);
    expect(gameDeadline('kickoff', kickoff, week)).toBe(kickoff.kickoff);
    expect(gameDeadline('kickoff', { ...kickoff, time_valid: false }, week)).toBeNull();
  });
});
