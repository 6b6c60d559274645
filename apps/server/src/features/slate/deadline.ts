import type { LockMode } from '@sunday-live/contract';

/** What decides when a game's picks close. */
export interface LockableGame {
  readonly kickoff: Date;
  readonly time_valid: boolean;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LONDON_HOUR = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: 'numeric',
  hourCycle: 'h23',
});
/** Weeks of the NFL run from Wednesday 08:00 UTC to the next. */
const WEEK_STARTS = { weekday: 3, hour: 8 };

/**
 * When a week's cards close under `lock: week`: Thursday 21:00 in London or the week's first kick-off, whichever is
 * earlier. Placeholder kick-offs do not count. Null when no kick-off is known.
 */
export function weekDeadline(games: readonly LockableGame[]): Date | null {
  const kickoffs = games.filter((game) => game.time_valid).map((game) => game.kickoff.getTime());
  if (kickoffs.length === 0) return null;
  const first = Math.min(...kickoffs);
  return new Date(Math.min(first, thursdayEvening(first)));
}

/** When picks of one game close; null = not known yet. */
export function gameDeadline(mode: LockMode, game: LockableGame, week: Date | null): Date | null {
  if (mode === 'week') return week;
  return game.time_valid ? game.kickoff : null;
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
