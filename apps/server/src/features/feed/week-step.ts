import type { WeekKey } from '../slate/week-key.js';

/** The data for deciding about an answer that names another than the current week. */
export interface StepFacts {
  readonly current: WeekKey;
  readonly named: WeekKey;
  /** True when a stored game of a week from the current one up to the named one is in progress or upcoming. */
  readonly openBefore: boolean;
  /** First kickoff of the named week; null when no game of it is known. */
  readonly firstKickoff: Date | null;
  /** The database's clock. */
  readonly now: Date;
}

/** A doubtful week is believed after it was named this often, over at least `FEED_DOUBT_MS`. */
export const SIGHTINGS = 3;

/** The feed changes to the next week on Wednesday; its first games follow within two days. */
const SOON_MS = 48 * 60 * 60_000;

/**
 * Returns whether the calendar explains a step of the current week, so that it is believed at once: forward, with
 * everything before it played; or to the next week when that begins within two days, although a late game of this
 * week is not over (rule F17).
 */
export function isExplained({ current, named, openBefore, firstKickoff, now }: StepFacts): boolean {
  if (compareWeeks(named, current) < 0) return false;
  if (!openBefore) return true;
  const next = named.season === current.season && named.seasonType === current.seasonType;
  const soon = firstKickoff !== null && firstKickoff.getTime() - now.getTime() <= SOON_MS;
  return next && named.week === current.week + 1 && soon;
}

/** Negative when `one` is the earlier week: by season, type (pre, regular, post) and number. */
function compareWeeks(one: WeekKey, other: WeekKey): number {
  return one.season - other.season || one.seasonType - other.seasonType || one.week - other.week;
}
