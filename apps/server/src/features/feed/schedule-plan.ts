import { type WeekKey, weekPath } from '../slate/week-key.js';

/** State of a week in the importer. */
export interface KnownWeek extends WeekKey {
  /** Age of the last read in ms; null when the week must be read. */
  readonly ageMs: number | null;
  /** Must not be requested now, because the feed failed or refused. */
  readonly waiting: boolean;
  /** Consecutive failures. */
  readonly failures: number;
}

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const AFTER_FAILURE_MS = 15_000;
const LONGEST_WAIT_MS = 6 * HOUR_MS;
const REGULAR_WEEKS = 18;
/** Week 4 of the postseason is the Pro Bowl. */
const POSTSEASON_WEEKS = [1, 2, 3, 5];

/** Lists every week of the season that is worth requesting, given the current one. */
export function weeksOf(current: WeekKey): WeekKey[] {
  const { season } = current;
  const regular = Array.from({ length: REGULAR_WEEKS }, (_, index) => ({
    season,
    seasonType: 2,
    week: index + 1,
  }));
  if (ordinal(current) < REGULAR_WEEKS) return regular;
  return [...regular, ...POSTSEASON_WEEKS.map((week) => ({ season, seasonType: 3, week }))];
}

/**
 * Returns the week to request now, or null. The polls read the current one. The next week is read hourly, since
 * kickoffs move, the others daily; unread weeks come first, the nearest of them before the rest. A week that failed
 * waits behind those that did not, so that one unreadable week does not block the others.
 */
export function nextWeek(current: WeekKey, known: readonly KnownWeek[]): WeekKey | null {
  const byKey = new Map(known.map((week) => [weekPath(week), week]));
  const here = ordinal(current);
  const due = weeksOf(current)
    .map((week) => ({ week, away: Math.abs(ordinal(week) - here), entry: byKey.get(weekPath(week)) }))
    .filter(({ week, entry }) => {
      if (weekPath(week) === weekPath(current) || entry?.waiting) return false;
      const ageMs = entry?.ageMs ?? null;
      return ageMs === null || ageMs >= (ordinal(week) === here + 1 ? HOUR_MS : DAY_MS);
    })
    .sort(
      (one, other) =>
        failuresOf(one.entry) - failuresOf(other.entry) ||
        ageOf(other.entry) - ageOf(one.entry) ||
        one.away - other.away,
    );
  return due[0]?.week ?? null;
}

function ageOf(entry: KnownWeek | undefined): number {
  return entry?.ageMs ?? Number.MAX_SAFE_INTEGER;
}

function failuresOf(entry: KnownWeek | undefined): number {
  return entry?.failures ?? 0;
}

/** Returns the pause of a week after so many failures in a row: 15 s, doubled each time, at most six hours. */
export function failureWait(failures: number): number {
  return Math.min(AFTER_FAILURE_MS * 2 ** Math.min(failures - 1, 30), LONGEST_WAIT_MS);
}

/** Position of a week in the season; the whole preseason is before week 1. */
function ordinal({ seasonType, week }: WeekKey): number {
  if (seasonType === 1) return 0;
  return seasonType === 2 ? week : REGULAR_WEEKS + week;
}
