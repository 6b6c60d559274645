import { dayAndTime } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { aGame } from '../testing/slate.js';
import { deadlineOf, nextLock, timeLeft } from './lock.js';

const early = aGame({ id: 'early', kickoff: '2024-10-27T17:00:00Z' });
const late = aGame({ id: 'late', kickoff: '2024-10-27T20:25:00Z' });
const deadline = Date.parse('2024-10-24T20:00:00Z');

describe('the next lock', () => {
  it('is the deadline when the whole week locks', () => {
    expect(nextLock([late, early], 'week', deadline, new Set())).toBe(deadline);
  });

  it('is the next kickoff when each game locks by itself', () => {
    expect(nextLock([late, early], 'kickoff', deadline, new Set())).toBe(Date.parse(early.kickoff));
    expect(nextLock([late, early], 'kickoff', deadline, new Set(['early']))).toBe(Date.parse(late.kickoff));
  });

  it('F6: is not set while kickoffs are not, and never counts down to a placeholder', () => {
    const placeholder = { ...early, timeValid: false };
    expect(nextLock([placeholder], 'kickoff', deadline, new Set())).toBe(Number.POSITIVE_INFINITY);
    expect(nextLock([placeholder, late], 'kickoff', deadline, new Set())).toBe(Date.parse(late.kickoff));
    expect(deadlineOf({ deadline: '2027-01-10T05:00:00Z', state: 'upcoming' })).toBe(
      Number.POSITIVE_INFINITY,
    );
    expect(deadlineOf({ deadline: '2024-10-24T20:00:00Z', state: 'open' })).toBe(deadline);
  });

  it('is null when everything is locked or called off', () => {
    expect(nextLock([early], 'week', deadline, new Set(['early']))).toBeNull();
    expect(nextLock([{ ...early, state: 'off' }], 'kickoff', deadline, new Set())).toBeNull();
  });
});

describe('the countdown', () => {
  it('has two units, the smaller one with two digits', () => {
    expect(timeLeft(4 * 86_400_000 + 7 * 3_600_000 + 59_000)).toBe('4 d 7 h');
    expect(timeLeft(7 * 3_600_000 + 5 * 60_000)).toBe('7 h 05 min');
    expect(timeLeft(5 * 60_000 + 9_999)).toBe('5 min 09 s');
    expect(timeLeft(59_999)).toBe('59 s');
    expect(timeLeft(-1)).toBe('0 s');
  });

  it('formats the time in the player’s zone', () => {
    expect(dayAndTime('2024-10-27T20:25:00Z', 'Europe/London')).toBe('Sun 27 Oct, 20:25');
    expect(dayAndTime('2024-10-28T00:20:00Z', 'America/New_York')).toBe('Sun 27 Oct, 20:20');
  });
});
