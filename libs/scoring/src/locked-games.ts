import type { ScheduledGame } from './types.js';

/** `week`: all games lock at the week's deadline; `kickoff`: each at its own kickoff. */
export type LockMode = 'week' | 'kickoff';

/**
 * Returns when a game's picks lock, in milliseconds since 1970: at the week's deadline, or at its own
 * kickoff. Infinity while only the day of its kickoff is known.
 */
export function locksAt(game: ScheduledGame, lock: LockMode, deadline: number): number {
  if (lock === 'week') return deadline;
  return game.timeValid === false ? Number.POSITIVE_INFINITY : Date.parse(game.kickoff);
}

/**
 * Returns the ids of the games that cannot change at `now` (milliseconds since 1970, from the clock that
 * decides). A game that has started by its state is locked whatever the clock says. `deadline` (milliseconds)
 * matters only in mode `week`.
 */
export function lockedGames(
  games: Iterable<ScheduledGame>,
  lock: LockMode,
  deadline: number,
  now: number,
): ReadonlySet<string> {
  const locked = new Set<string>();
  for (const game of games) {
    const started = game.state === 'in' || game.state === 'post';
    if (started || now >= locksAt(game, lock, deadline)) locked.add(game.id);
  }
  return locked;
}
