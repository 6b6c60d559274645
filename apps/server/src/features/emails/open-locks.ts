import { gameDeadline } from '../slate/deadline.js';
import { hasStarted } from '../slate/shown-picks.js';
import type { SeasonState, WeekOfGames } from '../slate/slate-reader.js';
import type { StoredGame } from '../slate/stored-game.js';

/**
 * Returns when the still open games of a week lock, without duplicates, earliest first: the deadline under `lock:
 * week`, the kickoffs under `lock: kickoff`. A game without a known kickoff has no such moment.
 * @param which limits the result to some games
 */
export function openLocks(
  { games, deadline }: WeekOfGames,
  { lock }: Pick<SeasonState, 'lock'>,
  which: (game: StoredGame) => boolean = () => true,
): Date[] {
  const moments = games
    .filter((game) => game.state !== 'off' && game.locked_at === null && !hasStarted(game) && which(game))
    .flatMap((game) => gameDeadline(lock, game, deadline)?.getTime() ?? []);
  return [...new Set(moments)].sort((a, b) => a - b).map((moment) => new Date(moment));
}

/** SQL conditions on a game `og`: it locks at the moment that an SQL expression gives, or before it. */
export function lockSql(lock: SeasonState['lock'], moment: string): { at: string; before: string } {
  if (lock === 'week') return { at: 'true', before: 'false' };
  return {
    at: `(og.time_valid AND og.kickoff = ${moment})`,
    before: `(og.time_valid AND og.kickoff < ${moment})`,
  };
}
