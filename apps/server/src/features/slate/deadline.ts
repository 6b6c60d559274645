import type { LockMode } from '@sunday-live/contract';

/** What decides when a game's picks close. */
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
/** Weeks of the NFL run from Wednesday 08:00 UTC to the next. */
const WEEK_STARTS = { weekday: 3, hour: 8 };

/**
 * When a week's cards close under `lock: week` (rule R18 of docs/season.md): Thursday 21:00 in London or the week's first
 * kickoff, whichever is earlier, but at most 24 hours before that kickoff. Null when no kickoff is known.
 */
export function weekDeadline(games: readonly LockableGame[]): Date | null {
  const first = firstKickoff(games);
  if (first === null) return null;
  return new Date(Math.max(Math.min(first, thursdayEvening(first)), first - DAY_MS));
}

/** The week's first kickoff (ms) that can decide: no placeholder, of no game that is called off while others are on. */
function firstKickoff(games: readonly LockableGame[]): number | null {
  const timed = games.filter((game) => game.time_valid);
  const on = timed.filter((game) => game.state !== 'off');
  const kickoffs = (on.length > 0 ? on : timed)
    .map((game) => game.kickoff.getTime())
    .sort((one, other) => one - other);
  const middle = kickoffs[Math.floor(kickoffs.length / 2)];
  if (middle === undefined) return null;
  // a game that was moved here before its kickoff was must not close the whole week
  return kickoffs.find((kickoff) => middle - kickoff < WEEK_MS) ?? null;
}

/** When picks of one game close; null = not known yet. */
export function gameDeadline(mode: LockMode, game: LockableGame, week: Date | null): Date | null {
  if (mode === 'week') return week;
  return game.time_valid ? game.kickoff : null;
}

const NEW_YORK_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York', dateStyle: 'short' });

/** The day of a kickoff whose time is to be set, `2027-01-10`: the feed's placeholder is a time of that day in New York. */
export function kickoffDay(kickoff: Date): string {
  return NEW_YORK_DAY.format(kickoff);
}

/** Thursday 21:00 Europe/London of the NFL week that holds an instant (ms). */
function thursdayEvening(instant: number): number {
  const shifted = new Date(instant - WEEK_STARTS.hour * HOUR_MS);
  const sinceWednesday = (shifted.getUTCDay() - WEEK_STARTS.weekday + 7) % 7;
  const thursday =
    Date.UTC(shifted.getUTCFullYear(), shifted.getUTCMonth(), shifted.getUTCDate()) +
    (1 - sinceWednesday) * DAY_MS;
  const evening = thursday + 21 * HOUR_MS;
  return evening - londonOffset(evening);
}

/** London's distance from UTC at an instant, in ms (0 in winter, one hour in summer). */
function londonOffset(instant: number): number {
  const difference = Number(LONDON_HOUR.format(instant)) - new Date(instant).getUTCHours();
  return ((difference + 24) % 24) * HOUR_MS;
}
