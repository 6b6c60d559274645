import type { WeekKey } from '../slate/week-key.js';

/** The data for deciding about an answer that names another week than the current one. */
export interface StepFacts {
  readonly current: WeekKey;
  readonly named: WeekKey;
  /** A stored game of a week from the current one on, before the named one, runs or is still to be played. */
  readonly openBefore: boolean;
  /** First kickoff of the named week; null when no game of it is known. */
  readonly firstKickoff: Date | null;
  /** The database's clock. */
  readonly now: Date;
}

/** A doubtful week that has been named so often, for at least `FEED_DOUBT_MS`, is believed. */
export const SIGHTINGS = 3;

/** The feed turns to the next week on Wednesday; its first games follow within two days. */
const SOON_MS = 48 * 60 * 60_000;

/**
 * Whether the calendar explains a step of the current week, so that it is believed at once: forward, with everything
 * before played; or to the very next week when that begins within two days, though a late game of this week is still
 * to be played (rule F17).
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
