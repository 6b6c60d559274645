import type { Game } from '@sunday-live/contract';

/** Returns the games with newer versions from the stream. */
export function newest(games: readonly Game[], live: ReadonlyMap<string, Game>): readonly Game[] {
  const newer = (game: Game) => {
    const streamed = live.get(game.id);
    return streamed !== undefined && streamed.rev > game.rev ? streamed : game;
  };
  return games.some((game) => newer(game) !== game) ? games.map(newer) : games;
}
