import { describe, expect, it } from 'vitest';
import { isDue, nextDueAt } from './schedule.js';

const NOW = new Date('2026-11-29T20:00:00Z');
const hoursAgo = (hours: number): Date => new Date(NOW.getTime() - hours * 3_600_000);
const due = (age: number | null, { game = false, failed = null as number | null, every = 24 } = {}) =>
  isDue(
    {
      everyHours: every,
      lastTakenAt: age === null ? null : hoursAgo(age),
      lastFailedAt: failed === null ? null : hoursAgo(failed),
    },
    NOW,
    async () => game,
  );

describe('B4 a backup is due', () => {
  it.each([
    ['when there is none', null, {}, true],
    ['not before its age', 23.9, {}, false],
    ['at its age', 24, {}, true],
    ['not while a game is in progress', 24, { game: true }, false],
    ['nor a little later', 29.9, { game: true }, false],
    ['after 30 hours even then', 30, { game: true }, true],
    ['at 30 hours where that is the schedule', 30, { game: true, every: 30 }, true],
    ['not within an hour of a failure', 40, { failed: 0.9 }, false],
    ['an hour after a failure', 40, { failed: 1 }, true],
    ['by its age after a failure that is older than it', 23, { failed: 25 }, false],
    ['not within an hour of a failure where there is none', null, { failed: 0.5 }, false],
  ] as const)('%s', async (_what, age, options, expected) => {
    expect(await due(age, options)).toBe(expected);
  });

  it('says when', () => {
    const schedule = { everyHours: 24, lastTakenAt: hoursAgo(10), lastFailedAt: hoursAgo(12) };
    expect(nextDueAt(schedule, NOW)).toEqual(new Date('2026-11-30T10:00:00Z'));
    expect(nextDueAt({ ...schedule, lastTakenAt: null }, NOW)).toEqual(NOW);
    expect(nextDueAt({ ...schedule, lastTakenAt: hoursAgo(30), lastFailedAt: hoursAgo(0.5) }, NOW)).toEqual(
      new Date('2026-11-29T20:30:00Z'),
    );
  });
});
