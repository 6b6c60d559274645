import type { Game } from '@sunday-live/contract';

/** A kickoff of which only the day is known: `Sun 10 Jan, time to be set`. The feed's placeholder is a time in New York. */
export function dayToBeSet(kickoff: string): string {
  const day = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'America/New_York',
  }).format(new Date(kickoff));
  return `${day.replace(',', '')}, time to be set`;
}

/** A kickoff in a player's zone: `Sun 18:00`. */
export function kickoffTime({ kickoff, timeValid }: Game, timeZone: string): string {
  if (timeValid === false) return dayToBeSet(kickoff);
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(new Date(kickoff));
}

/** A time of day in a player's zone: `18:00`. */
export function timeOfDay(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(
    new Date(at),
  );
}

/** The zone's name for the one place that says it: `Central European Time`. */
export function zoneName(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'long' }).formatToParts(at);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}

const QUARTERS = ['', '1st', '2nd', '3rd', '4th', 'OT'];

/** Where a game is: `9:11 3rd`, `Halftime`, `Final/OT`, `Postponed`, or its kick-off. */
export function statusWords(game: Game, timeZone: string): string {
  if (game.state === 'pre') return kickoffTime(game, timeZone);
  if (game.state === 'off') return game.detail || 'Postponed';
  if (game.state === 'post') return game.detail || (game.period > 4 ? 'Final/OT' : 'Final');
  if (/half|end|delay/i.test(game.detail)) return game.detail;
  const quarter = QUARTERS[game.period] ?? `${game.period - 4}OT`;
  return `${game.clock} ${quarter}`.trim();
}
