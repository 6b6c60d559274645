import type { LockMode } from '@sunday-live/contract';
import type { CardPicks, Side } from '@sunday-live/scoring';
import { gameDeadline } from '../slate/deadline.js';
import { hasStarted } from '../slate/shown-picks.js';
import type { WeekOfGames } from '../slate/slate-reader.js';
import type { StoredGame } from '../slate/stored-game.js';

/** Returns the ids of a week's games whose picks can no longer change at `now` (the database's clock). */
export function lockedIds(week: WeekOfGames, lock: LockMode, now: Date): ReadonlySet<string> {
  return new Set(week.games.filter((game) => isLocked(game, week, lock, now)).map((game) => game.id));
}

/** Returns true when no pick of the week can change any more. */
export function isClosed(week: WeekOfGames, lock: LockMode, now: Date): boolean {
  if (lock === 'week' && week.deadline !== null && week.deadline <= now) return true;
  const wanted = week.games.filter((game) => game.state !== 'off');
  return wanted.length > 0 && wanted.every((game) => isLocked(game, week, lock, now));
}

/** Returns when the last pick of the week locked; null while a pick can still change. */
export function closedAt(week: WeekOfGames, lock: LockMode, now: Date): Date | null {
  if (!isClosed(week, lock, now)) return null;
  const moments = week.games
    .map((game) => lockedSince(game, week, lock, now))
    .filter((moment) => moment !== null);
  return moments.length > 0 ? new Date(Math.max(...moments)) : week.deadline;
}

/**
 * A game that is called off is locked only if it was locked before. A lock never opens by itself, even if the kickoff
 * moves later.
 */
function isLocked(game: StoredGame, week: WeekOfGames, lock: LockMode, now: Date): boolean {
  return game.locked_at !== null || isDue(game, week, lock, now);
}

/** Returns true when the game has started or its deadline has passed, whether or not it is marked as locked. */
export function isDue(game: StoredGame, week: WeekOfGames, lock: LockMode, now: Date): boolean {
  if (hasStarted(game)) return true;
  if (game.state === 'off') return false;
  const deadline = gameDeadline(lock, game, week.deadline);
  return deadline !== null && deadline <= now;
}

/**
 * Returns, in ms, the deadline that passed, or the moment at which the game was marked as locked if that was earlier;
 * null: open.
 */
function lockedSince(game: StoredGame, week: WeekOfGames, lock: LockMode, now: Date): number | null {
  const deadline = game.state === 'off' ? null : gameDeadline(lock, game, week.deadline);
  const known = [game.locked_at, deadline]
    .filter((moment) => moment !== null)
    .map((moment) => moment.getTime())
    .filter((moment) => moment <= now.getTime());
  return known.length > 0 ? Math.min(...known) : null;
}

/**
 * Returns the part of a card that others may see: picks of these games, the banker if it is among them, and the joker
 * with its banker.
 */
export function shownCard(card: CardPicks, shown: ReadonlySet<string>): CardPicks {
  const picks: Record<string, Side> = {};
  for (const [id, side] of Object.entries(card.picks)) if (shown.has(id)) picks[id] = side;
  const banker = card.banker !== null && shown.has(card.banker) ? card.banker : null;
  return { picks, banker, joker: banker !== null && card.joker };
}
