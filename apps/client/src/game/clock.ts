import { dayOf, type Game, weekdayAndTime } from '@sunday-live/contract';

/**
 * Formats a kickoff of which only the day is known: `Sun 10 Jan, time to be set`. The feed's placeholder is a
 * time in New York.
 */
export function dayToBeSet(kickoff: string): string {
  return `${dayOf(kickoff, 'America/New_York')}, time to be set`;
}

/** Formats a kickoff in a player's zone: `Sun 18:00`. */
export function kickoffTime({ kickoff, timeValid }: Game, timeZone: string): string {
  return timeValid === false ? dayToBeSet(kickoff) : weekdayAndTime(kickoff, timeZone);
}

const QUARTERS = ['', '1st', '2nd', '3rd', '4th', 'OT'];

/** Formats the state of a game: `9:11 3rd`, `Halftime`, `Final/OT`, `Postponed`, or its kickoff. */
export function statusWords(game: Game, timeZone: string): string {
  if (game.state === 'pre') return kickoffTime(game, timeZone);
  if (game.state === 'off') return game.detail || 'Postponed';
  if (game.state === 'post') return game.detail || (game.period > 4 ? 'Final/OT' : 'Final');
  if (/half|end|delay/i.test(game.detail)) return game.detail;
  const quarter = QUARTERS[game.period] ?? `${game.period - 4}OT`;
  return `${game.clock} ${quarter}`.trim();
}

/**
 * Returns monotonic milliseconds, independent of the device's clock; many browsers stop them while the device
 * sleeps.
 */
export const elapsed = (): number => performance.now();

/**
 * Returns a clock for absences. It starts as the device's clock, runs while the device sleeps, and never goes
 * back when the clock is set back. When the clock is set forward it looks like sleep.
 */
export function awakeOrAsleep(clock: () => number = Date.now, even: () => number = elapsed): () => number {
  let now = clock();
  let [atClock, atEven] = [now, even()];
  return () => {
    const [byClock, byEven] = [clock() - atClock, even() - atEven];
    atClock += byClock;
    atEven += byEven;
    now += Math.max(byClock, byEven);
    return now;
  };
}
