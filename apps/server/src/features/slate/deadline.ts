import type { LockMode } from '@sunday-live/contract';

/** Fields of a game that determine when its picks lock. */
export interface LockableGame {
  readonly kickoff: Date;
  readonly time_valid: boolean;
  readonly state: 'pre' | 'in' | 'post' | 'off';
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const LONDON_HOUR = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: 'numeric',
  hourCycle: 'h23',
});
/** NFL weeks run from Wednesday 08:00 UTC to the next Wednesday. */
const WEEK_STARTS = { weekday: 3, hour: 8 };

/**
 * Returns the deadline of a week under `lock: week` (rule R18 of docs/season.md): Thursday 21:00 in London or the
 * week's first kickoff, whichever is earlier, but at most 24 hours before that kickoff. Null when no kickoff is known.
 */
export function weekDeadline(games: readonly LockableGame[]): Date | null {
  const first = firstKickoff(games);
  if (first === null) return null;
  return new Date(Math.max(Math.min(first, thursdayEvening(first)), first - DAY_MS));
}

/**
 * Returns the week's first relevant kickoff in ms: no placeholders, and no games called off while others take place.
 */
function firstKickoff(games: readonly LockableGame[]): number | null {
  const timed = games.filter((game) => game.time_valid);
  const on = timed.filter((game) => game.state !== 'off');
  const kickoffs = (on.length > 0 ? on : timed)
    .map((game) => game.kickoff.getTime())
    .sort((one, other) => one - other);
  const middle = kickoffs[Math.floor(kickoffs.length / 2)];
  if (middle === undefined) return null;
  // a game that was moved here may still have its old kickoff, which must not lock the whole week
  return kickoffs.find((kickoff) => middle - kickoff < WEEK_MS) ?? null;
}

/** Returns when picks of one game lock; null: not known yet. */
export function gameDeadline(mode: LockMode, game: LockableGame, week: Date | null): Date | null {
  if (mode === 'week') return week;
  return game.time_valid ? game.kickoff : null;
}

const NEW_YORK_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York', dateStyle: 'short' });

/**
 * Returns the day of a kickoff whose time is not set yet, as `2027-01-10`: the feed's placeholder is a time of that day
 * in New York.
 */
export function kickoffDay(kickoff: Date): string {
  return NEW_YORK_DAY.format(kickoff);
}

/** Returns Thursday 21:00 Europe/London of the NFL week that contains an instant (ms). */
function thursdayEvening(instant: number): number {
  const shifted = new Date(instant - WEEK_STARTS.hour * HOUR_MS);
  const sinceWednesday = (shifted.getUTCDay() - WEEK_STARTS.weekday + 7) % 7;
  const thursday =
    Date.UTC(shifted.getUTCFullYear(), shifted.getUTCMonth(), shifted.getUTCDate()) +
    (1 - sinceWednesday) * DAY_MS;
  const evening = thursday + 21 * HOUR_MS;
  return evening - londonOffset(evening);
}

/** Returns London's offset from UTC at an instant, in ms: 0 in winter, one hour in summer. */
function londonOffset(instant: number): number {
  const difference = Number(LONDON_HOUR.format(instant)) - new Date(instant).getUTCHours();
  return ((difference + 24) % 24) * HOUR_MS;
}
