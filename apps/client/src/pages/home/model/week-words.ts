import type { Game } from '@sunday-live/contract';
import { weekName } from '@sunday-live/scoring';
import { kickoffTime } from '../../../game/clock.js';
import type { WeekKey } from '../../../http/week.js';

/** Returns the state of a week whose deadline has passed, in words: before, between and during its games. */
export function weekWords(
  { type, week }: Pick<WeekKey, 'type' | 'week'>,
  games: readonly Game[],
  timeZone: string,
): string {
  const name = weekName(type, week);
  if (games.some(({ state }) => state === 'in')) return `${name} is in progress.`;
  const [next] = games
    .filter(({ state }) => state === 'pre')
    .sort((a, b) => Date.parse(a.kickoff) - Date.parse(b.kickoff));
  if (!next) return `${name} is over.`;
  const begun = games.some(({ state }) => state === 'post');
  return `${name} ${begun ? 'continues' : 'begins'}: ${kickoffTime(next, timeZone)}.`;
}
