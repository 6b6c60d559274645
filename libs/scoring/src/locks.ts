import type { CardPicks, GameState, ScheduledGame } from './types.js';

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

/**
 * Data that decides whether a joker can still change: the games of its week, and which of them are locked.
 */
export interface WeekLocks {
  readonly games: Iterable<Pick<GameState, 'id' | 'state'>>;
  readonly locked: ReadonlySet<string>;
}

/**
 * Returns true when a card's joker can no longer be played or taken back: its banker's game is locked, or
 * every game of the week that is not called off is (S22 of docs/scoring-rules.md). A banker whose game has
 * left the week does not hold the joker (S24).
 */
export function isJokerLocked({ banker }: Pick<CardPicks, 'banker'>, { games, locked }: WeekLocks): boolean {
  let wanted = 0;
  let open = 0;
  let held = banker === null;
  for (const { id, state } of games) {
    if (id === banker) {
      if (locked.has(id)) return true;
      held = true;
    }
    if (state === 'off') continue;
    wanted += 1;
    if (!locked.has(id)) open += 1;
  }
  return held && wanted > 0 && open === 0;
}

/**
 * Returns the card as standings count it: without a joker that can still change, because only its player may
 * know about that.
 */
export function withoutOpenJoker<C extends CardPicks>(card: C, week: WeekLocks): C {
  return card.joker && !isJokerLocked(card, week) ? { ...card, joker: false } : card;
}
