import type { Game } from '@sunday-live/contract';

/** The games as last heard of: of a game that the stream knows in a newer state, that one. */
export function newest(games: readonly Game[], live: ReadonlyMap<string, Game>): readonly Game[] {
  const newer = (game: Game) => {
    const streamed = live.get(game.id);
    return streamed !== undefined && streamed.rev > game.rev ? streamed : game;
  };
  return games.some((game) => newer(game) !== game) ? games.map(newer) : games;
}
