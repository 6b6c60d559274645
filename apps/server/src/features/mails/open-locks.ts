import { gameDeadline } from '../slate/deadline.js';
import { hasStarted } from '../slate/shown-picks.js';
import type { SeasonState, WeekOfGames } from '../slate/slate-reader.js';
import type { StoredGame } from '../slate/stored-game.js';

/**
 * When games of a week that can still be picked lock, each moment once, the first one first: under `lock: week` the deadline, under
 * `lock: kickoff` the kickoffs. A game without a known kickoff has none.
 * @param which narrows it to some games
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

/** Conditions on a game `og` in queries, for the moment that an SQL expression names: locks then, and locks earlier. */
export function lockSql(lock: SeasonState['lock'], moment: string): { at: string; before: string } {
  if (lock === 'week') return { at: 'true', before: 'false' };
  return {
    at: `(og.time_valid AND og.kickoff = ${moment})`,
    before: `(og.time_valid AND og.kickoff < ${moment})`,
  };
}
