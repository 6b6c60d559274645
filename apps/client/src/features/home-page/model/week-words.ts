import type { Game } from '@sunday-live/contract';
import { kickoffTime } from '../../live-page/model/clock.js';

/** What is going on in a week whose deadline has passed: before, between and during its games. */
export function weekWords(week: number, games: readonly Game[], timeZone: string): string {
  if (games.some(({ state }) => state === 'in')) return `Week ${week} is being played.`;
  const [next] = games
    .filter(({ state }) => state === 'pre')
    .sort((a, b) => Date.parse(a.kickoff) - Date.parse(b.kickoff));
  if (!next) return `Week ${week} is played.`;
  const begun = games.some(({ state }) => state === 'post');
  return `Week ${week} ${begun ? 'goes on' : 'begins'}: ${kickoffTime(next, timeZone)}.`;
}
