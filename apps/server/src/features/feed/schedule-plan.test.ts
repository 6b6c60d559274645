import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameWeek, type WeekKey } from '../slate/week-key.js';
import { failureWait, type KnownWeek, nextWeek, weeksOf } from './schedule-plan.js';

const HOUR = 3_600_000;
const regular = (week: number): WeekKey => ({ season: 2025, seasonType: 2, week });
const post = (week: number): WeekKey => ({ season: 2025, seasonType: 3, week });
const known = (week: WeekKey, ageMs: number | null, waiting = false, failures = 0): KnownWeek => ({
  ...week,
  ageMs,
  waiting,
  failures,
});

/** Reads every planned week until nothing is due. */
function plan(current: WeekKey, start: readonly KnownWeek[] = []): string[] {
  const list = [...start];
  const asked: string[] = [];
  for (let week = nextWeek(current, list); week !== null; week = nextWeek(current, list)) {
    asked.push(`${week.seasonType}/${week.week}`);
    const found = week;
    const at = list.findIndex((entry) => sameWeek(entry, found));
    if (at >= 0) list.splice(at, 1);
    list.push(known(week, 0));
    if (asked.length > 100) throw new Error('no end');
  }
  return asked;
}

describe('the schedule is read week by week (P5)', () => {
  it('nearest first, all but the current one', () => {
    const asked = plan(regular(8));
    expect(asked).toHaveLength(17);
    expect(asked.slice(0, 4)).toEqual(['2/7', '2/9', '2/6', '2/10']);
    expect(asked).not.toContain('2/8');
  });

  it('a week that failed goes behind all others, and waits longer each time', () => {
    const asked = plan(regular(8), [known(regular(9), null, false, 1)]);
    expect(asked.at(-1)).toBe('2/9');
    expect(asked).toHaveLength(17);
    expect([1, 2, 3, 12, 50].map(failureWait)).toEqual([15_000, 30_000, 60_000, 6 * HOUR, 6 * HOUR]);
  });

  it('before the season begins, week 1 first', () => {
    expect(plan({ season: 2025, seasonType: 1, week: 3 }).slice(0, 2)).toEqual(['2/1', '2/2']);
  });

  it('the postseason only when it is near, without the Pro Bowl', () => {
    expect(weeksOf(regular(17))).toHaveLength(18);
    expect(weeksOf(regular(18)).slice(18)).toEqual([post(1), post(2), post(3), post(5)]);
    expect(plan(post(2)).slice(0, 3)).toEqual(['3/1', '3/3', '2/18']);
  });

  it('again: the next week hourly, the others daily', () => {
    const fresh = weeksOf(regular(8)).map((week) => known(week, 2 * HOUR));
    expect(plan(regular(8), fresh)).toEqual(['2/9']);
    const old = weeksOf(regular(8)).map((week) => known(week, 25 * HOUR));
    expect(plan(regular(8), old)).toHaveLength(17);
  });

  it('not while the feed asks it to wait', () => {
    const waiting = weeksOf(regular(8)).map((week) => known(week, null, true));
    expect(plan(regular(8), waiting)).toEqual([]);
  });

  it('law: whatever is known, reading the planned weeks ends, and reads none twice', () => {
    const anyKnown = fc.array(
      fc.record({
        season: fc.constant(2025),
        seasonType: fc.constantFrom(2, 3),
        week: fc.integer({ min: 1, max: 18 }),
        ageMs: fc.option(fc.integer({ min: 0, max: 48 * HOUR })),
        waiting: fc.boolean(),
        failures: fc.nat({ max: 3 }),
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 18 }), anyKnown, (week, list) => {
        const unique = [
          ...new Map(list.map((entry) => [`${entry.seasonType}/${entry.week}`, entry])).values(),
        ];
        const asked = plan(regular(week), unique);
        expect(new Set(asked).size).toBe(asked.length);
      }),
    );
  });
});
