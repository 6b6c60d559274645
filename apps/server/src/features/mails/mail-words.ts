import { TEAMS } from '@sunday-live/contract';

const NICKNAMES = new Map(TEAMS.map(({ abbr, nickname }) => [abbr, nickname]));

/** A team as players call it: `Chiefs`; the abbreviation of an unknown one. */
export function teamName(abbr: string): string {
  return NICKNAMES.get(abbr) ?? abbr;
}

/** A moment in the player's zone, with the zone named: `Thursday 24 October, 21:00 BST`. */
export function moment(at: Date, timeZone: string): string {
  const parts = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('en-GB', { timeZone, ...options }).format(at);
  const day = parts({ weekday: 'long', day: 'numeric', month: 'long' }).replace(',', '');
  return `${day}, ${parts({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' })}`;
}

/** `+41`, `−17`, `0`. */
export function signed(points: number): string {
  if (points === 0) return '0';
  return `${points > 0 ? '+' : '−'}${Math.abs(points)}`;
}

/** A number, with a minus that is one. */
export function minus(value: number): string {
  return `${value < 0 ? '−' : ''}${Math.abs(value)}`;
}

/** `1 point`, `24 points`, `−17 points`. */
export function counted(count: number, what: string): string {
  return `${minus(count)} ${what}${Math.abs(count) === 1 ? '' : 's'}`;
}

/** A rank as it is shown everywhere: shared ones with a T. */
export function place(rank: number, shared: boolean): string {
  return `${shared ? 'T' : ''}${rank}`;
}

/** Movement against the place before: `up 2`, `down 1`, `as before`; null when there was none. */
export function movement(rank: number, before: number | null): string | null {
  if (before === null) return null;
  if (rank === before) return 'as before';
  return rank < before ? `up ${before - rank}` : `down ${rank - before}`;
}
