import type { ScheduledGame } from './types.js';

/** Kickoffs closer together than this belong to one game day. */
const SAME_DAY_MS = 8 * 60 * 60 * 1000;

export interface GameDay {
  /**
   * UTC date of the first kickoff, `YYYY-MM-DD`; a later day that begins on the same date gets `-2`, `-3`, …
   */
  readonly id: string;
  /** Ids of its games by kickoff, then by id. */
  readonly games: readonly string[];
  /** `off`: all its games were called off. */
  readonly state: 'playing' | 'played' | 'ahead' | 'off';
}

/**
 * Returns the game days of one week's games in time order: runs of kickoffs less than 8 hours apart. Only
 * kickoffs define the runs, so a postponed game that keeps its kickoff does not move the others. Throws
 * RangeError on a kickoff that is no date.
 */
export function gameDays(games: Iterable<ScheduledGame>): GameDay[] {
  const timed = [...games]
    .map((game) => ({ game, at: Date.parse(game.kickoff) }))
    .sort((a, b) => a.at - b.at || (a.game.id < b.game.id ? -1 : 1));
  const runs: { start: number; games: ScheduledGame[] }[] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const { game, at } of timed) {
    const run = runs.at(-1);
    if (run && at - before < SAME_DAY_MS) run.games.push(game);
    else runs.push({ start: at, games: [game] });
    before = at;
  }
  const seen = new Map<string, number>();
  return runs.map((run) => {
    const date = new Date(run.start).toISOString().slice(0, 10);
    const times = (seen.get(date) ?? 0) + 1;
    seen.set(date, times);
    const id = times === 1 ? date : `${date}-${times}`;
    return { id, games: run.games.map((game) => game.id), state: dayState(run.games) };
  });
}

/**
 * Returns the game day of the `day` standings: the one in progress (the latest, in case an abandoned game
 * keeps an older one open), else the last one played, else the next; null without games. Decided from game
 * states, never from a clock.
 */
export function currentGameDay(games: Iterable<ScheduledGame>): GameDay | null {
  const days = gameDays(games);
  return (
    days.findLast((day) => day.state === 'playing') ??
    days.findLast((day) => day.state === 'played') ??
    days.find((day) => day.state === 'ahead') ??
    days[0] ??
    null
  );
}

function dayState(games: readonly ScheduledGame[]): GameDay['state'] {
  const some = (state: ScheduledGame['state']) => games.some((game) => game.state === state);
  if (some('in') || (some('post') && some('pre'))) return 'playing';
  if (some('post')) return 'played';
  return some('pre') ? 'ahead' : 'off';
}
