import type { Game, Scope } from '@sunday-live/contract';
import { currentGameDay } from '@sunday-live/scoring';

/** The games of the page by state, each part in display order. */
export interface SlateGames {
  /** Nearest to the end first; of those, last changed first. */
  readonly live: readonly Game[];
  /** By kickoff. */
  readonly upcoming: readonly Game[];
  /** Last ended first; postponed and cancelled ones at the end. */
  readonly finished: readonly Game[];
}

/** Sorts games into parts. @param changedAt when each game last changed its score or state, by its id */
export function slateGames(games: Iterable<Game>, changedAt: ReadonlyMap<string, number>): SlateGames {
  const all = [...games];
  const changed = (game: Game) => changedAt.get(game.id) ?? 0;
  const live = all
    .filter((game) => game.state === 'in')
    .sort((a, b) => secondsLeft(a) - secondsLeft(b) || changed(b) - changed(a) || byKickoff(a, b));
  const upcoming = all.filter((game) => game.state === 'pre').sort(byKickoff);
  const finished = all
    .filter((game) => game.state === 'post')
    .sort((a, b) => changed(b) - changed(a) || -byKickoff(a, b));
  return {
    live,
    upcoming,
    finished: [...finished, ...all.filter((game) => game.state === 'off').sort(byKickoff)],
  };
}

/**
 * Returns the playing time left in steps of five minutes, so that games that are about as far keep their
 * places and the list does not move with every snap. Overtime is nearest to the end.
 */
function secondsLeft(game: Game): number {
  if (game.period > 4) return -1;
  const [minutes = 0] = game.clock.split(':').map(Number);
  const left = Math.max(0, 4 - game.period) * 15 + minutes;
  return Math.floor(left / 5);
}

function byKickoff(a: Game, b: Game): number {
  return a.kickoff.localeCompare(b.kickoff) || a.id.localeCompare(b.id);
}

/** The progress of the slate, for the bar at the bottom and the word "live". */
export interface Progress {
  /** Games of the current day that count: not postponed or cancelled. */
  readonly games: number;
  readonly finished: number;
  readonly live: number;
  /** The earliest game of the whole week that has not begun; null when none is left. */
  readonly next: Game | null;
  /** Ids of the current day's games. */
  readonly day: ReadonlySet<string>;
}

export function progressOf(games: ReadonlyMap<string, Game>): Progress {
  const day = new Set(currentGameDay(games.values())?.games);
  const ofDay = [...games.values()].filter((game) => day.has(game.id) && game.state !== 'off');
  const upcoming = [...games.values()].filter((game) => game.state === 'pre').sort(byKickoff);
  return {
    games: ofDay.length,
    finished: ofDay.filter((game) => game.state === 'post').length,
    live: [...games.values()].filter((game) => game.state === 'in').length,
    next: upcoming[0] ?? null,
    day,
  };
}

/** Returns the games whose points a scope counts in this week. */
export function gamesOfScope(
  games: ReadonlyMap<string, Game>,
  scope: Scope,
  day: ReadonlySet<string>,
): Game[] {
  return [...games.values()].filter((game) => scope !== 'day' || day.has(game.id));
}

export function hasStarted(game: Game): boolean {
  return game.state === 'in' || game.state === 'post';
}

/**
 * Returns whether points of a scope mean anything yet; before the first kickoff a dash is shown instead of
 * zeros.
 */
export function scopeStarted(games: readonly Game[], scope: Scope, week: number): boolean {
  return (scope === 'season' && week > 1) || games.some(hasStarted);
}

/**
 * Returns the games that the standings of a scope wait for. A week counts for the season from its first
 * kickoff on, on every page: before that, games to come do not make the season unofficial.
 */
export function awaitedGames(games: readonly Game[], scope: Scope): readonly Game[] {
  return scope === 'season' && !games.some(hasStarted) ? [] : games;
}

/** Returns whether every game is over or called off. */
export function allOver(games: readonly Game[]): boolean {
  return games.every((game) => game.state !== 'in' && game.state !== 'pre');
}
