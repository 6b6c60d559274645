import type { GameState, SeasonGames } from './types.js';

/** Indexes a season's games for scoring. Of two games with one id in a week, the later in the list counts. */
export function gamesByWeek(games: Iterable<GameState>): SeasonGames {
  const weeks = new Map<number, Map<string, GameState>>();
  for (const game of games) {
    const week = weeks.get(game.week);
    if (week) week.set(game.id, game);
    else weeks.set(game.week, new Map([[game.id, game]]));
  }
  return weeks;
}
