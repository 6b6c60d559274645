import type { Game } from '@sunday-live/contract';
import type { LockMode } from '@sunday-live/scoring';

/** When the next pick locks, in milliseconds since 1970: the week's deadline or the next kick-off; null: all locked. */
export function nextLock(
  games: readonly Game[],
  lock: LockMode,
  deadline: number,
  locked: ReadonlySet<string>,
): number | null {
  const open = games.filter((game) => !locked.has(game.id) && game.state !== 'off');
  if (open.length === 0) return null;
  return lock === 'week' ? deadline : Math.min(...open.map((game) => Date.parse(game.kickoff)));
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long until the lock: `4 d 7 h`, `7 h 05 min`, `5 min 09 s`; `0 s` when it is there. */
export function timeLeft(ms: number): string {
  const left = Math.max(0, ms);
  const part = (unit: number, within = Number.POSITIVE_INFINITY) => Math.floor((left % within) / unit);
  const two = (n: number) => String(n).padStart(2, '0');
  if (left >= DAY) return `${part(DAY)} d ${part(HOUR, DAY)} h`;
  if (left >= HOUR) return `${part(HOUR)} h ${two(part(MINUTE, HOUR))} min`;
  if (left >= MINUTE) return `${part(MINUTE)} min ${two(part(SECOND, MINUTE))} s`;
  return `${part(SECOND)} s`;
}

/** A moment with its day, in a player's zone: `Thu 26 Nov, 21:00`. */
export function dayAndTime(at: string | number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(new Date(at));
}
