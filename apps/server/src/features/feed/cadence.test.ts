import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  intervalOf,
  isLive,
  type LastPoll,
  nextDelay,
  SLOWEST_IDLE_MS,
  SLOWEST_LIVE_MS,
  stateAfterFailure,
  stateByAge,
  untilLive,
  type WatchedGame,
} from './cadence.js';

const MINUTE = 60_000;
const now = new Date('2025-12-21T18:00:00Z');
const at = (minutes: number) => new Date(now.getTime() + minutes * MINUTE);
const config = { liveIntervalMs: 5_000, idleIntervalMs: 60_000 };
const middle = () => 0.5;
const failed = (failures: number, more: Partial<Extract<LastPoll, { ok: false }>> = {}): LastPoll => ({
  ok: false,
  failures,
  outageMs: 0,
  refused: false,
  retryAfterMs: null,
  ...more,
});

describe('isLive', () => {
  it.each([
    ['a game runs, whatever its kick-off says', 'in', 10_000, true, true],
    ['kick-off in 9 minutes', 'pre', 9, true, true],
    ['kick-off in 11 minutes', 'pre', 11, true, false],
    ['kick-off was 3 hours ago', 'pre', -180, true, true],
    ['kick-off was 5 hours ago', 'pre', -300, true, false],
    ['the kick-off is a placeholder', 'pre', 0, false, false],
    ['final', 'post', -60, true, false],
    ['postponed', 'off', 0, true, false],
  ] as const)('%s', (_, state, minutes, timeValid, expected) => {
    expect(isLive([{ state, kickoff: at(minutes), timeValid }], now)).toBe(expected);
  });

  it('is not live without games', () => {
    expect(isLive([], now)).toBe(false);
  });
});

describe('intervalOf', () => {
  it.each([
    [true, null, 5_000],
    [false, null, 60_000],
    [true, 10_000, 10_000],
    [true, 1_000, 5_000],
    [true, 3_600_000, 60_000],
    [false, 10_000, 60_000],
  ])('live %s, max-age %s ms: every %s ms', (live, maxAge, expected) => {
    expect(intervalOf(live, config, maxAge)).toBe(expected);
  });

  it('never goes faster than an idle interval above a minute because of max-age', () => {
    expect(intervalOf(false, { ...config, idleIntervalMs: 120_000 }, 3_600_000)).toBe(120_000);
  });
});

describe('nextDelay', () => {
  it('spreads successful polls by 10 %', () => {
    expect(nextDelay(5_000, true, { ok: true, maxAgeMs: null }, () => 0)).toBe(4_500);
    expect(nextDelay(5_000, true, { ok: true, maxAgeMs: null }, middle)).toBe(5_000);
    expect(nextDelay(5_000, true, { ok: true, maxAgeMs: null }, () => 0.999_999)).toBeCloseTo(5_500, 0);
  });

  it('retries once quickly, then backs off', () => {
    expect(nextDelay(5_000, true, failed(1), () => 0)).toBe(2_500);
    expect(nextDelay(5_000, true, failed(2), middle)).toBe(5_000);
    expect(nextDelay(5_000, true, failed(3), () => 0.999_999)).toBeCloseTo(7_500, 0);
  });

  it('does not retry quickly when it was refused', () => {
    expect(nextDelay(5_000, true, failed(1, { refused: true }), middle)).toBe(5_000);
  });

  it('waits as long as the feed asks', () => {
    expect(nextDelay(5_000, true, failed(1, { refused: true, retryAfterMs: 90_000 }), middle)).toBe(90_000);
  });

  it('goes down to one poll a minute while live, one in five minutes otherwise', () => {
    const long = { outageMs: 3 * 3_600_000 };
    expect(nextDelay(5_000, true, failed(500, long), () => 0.999_999)).toBeCloseTo(SLOWEST_LIVE_MS, -1);
    expect(nextDelay(60_000, false, failed(500, long), () => 0.999_999)).toBeCloseTo(SLOWEST_IDLE_MS, -1);
  });

  it('law: within twelve intervals of an outage the wait is never over 1.5 intervals; it is always jittered', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 60_000 }),
        fc.integer({ min: 1, max: 1_000 }),
        fc.double({ min: 0, max: 12, noNaN: true }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.boolean(),
        (interval, failures, intervals, random, live) => {
          const last = failed(failures, { outageMs: intervals * interval });
          const wait = nextDelay(interval, live, last, () => random);
          expect(wait).toBeLessThanOrEqual(1.5 * interval + 1e-6);
          expect(wait).toBeGreaterThanOrEqual(0.45 * interval - 1e-6);
        },
      ),
    );
  });
});

describe('stateAfterFailure', () => {
  it('forgives one hiccup, since the quick retry comes within two intervals', () => {
    expect(stateAfterFailure(5_000, 2_500, 5_000)).toBe('ok');
    expect(stateAfterFailure(7_500, 5_000, 5_000)).toBe('stale');
  });

  it('is stale at once when the next attempt comes too late', () => {
    expect(stateAfterFailure(5_000, 5_000, 5_000)).toBe('stale');
    expect(stateAfterFailure(9_000, 100, 5_000)).toBe('stale');
  });

  it('is down after ten minutes or twenty intervals, whichever is longer', () => {
    expect(stateAfterFailure(599_000, 5_000, 5_000)).toBe('stale');
    expect(stateAfterFailure(600_000, 5_000, 5_000)).toBe('down');
    expect(stateAfterFailure(600_000, 60_000, 60_000)).toBe('stale');
    expect(stateAfterFailure(1_200_000, 60_000, 60_000)).toBe('down');
  });

  it('law: two intervals without success are never called ok', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 60_000 }),
        fc.integer({ min: 1, max: 1_000 }),
        (interval, failures) => {
          const wait = nextDelay(interval, true, failed(failures), middle);
          expect(stateAfterFailure(2 * interval, wait, interval)).not.toBe('ok');
        },
      ),
    );
  });
});

describe('untilLive', () => {
  it('is the time until the next kickoff minus the lead', () => {
    const games: WatchedGame[] = [
      { state: 'pre', kickoff: at(30), timeValid: true },
      { state: 'pre', kickoff: at(25), timeValid: false },
      { state: 'pre', kickoff: at(60), timeValid: true },
      { state: 'post', kickoff: at(20), timeValid: true },
    ];
    expect(untilLive(games, now)).toBe(20 * MINUTE);
    expect(untilLive([], now)).toBeNull();
  });
});

describe('stateByAge', () => {
  it.each([
    ['ok', 12_000, 'ok'],
    ['ok', 12_001, 'stale'],
    ['stale', 1_000, 'stale'],
    ['stale', 600_000, 'down'],
    ['ok', 600_000, 'down'],
  ] as const)('%s, last success %s ms ago: %s', (state, age, expected) => {
    expect(stateByAge(state, age, 5_000)).toBe(expected);
  });
});
