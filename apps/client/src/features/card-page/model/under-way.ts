import type { Game } from '@sunday-live/contract';

const SOON_MS = 10 * 60_000;

/** Whether scores of these games move now, or will within minutes. @param now the server's clock, in ms */
export function isUnderWay(games: readonly Game[], now: number): boolean {
  return games.some(({ state, kickoff, timeValid }) => {
    if (state === 'in') return true;
    return state === 'pre' && timeValid !== false && Date.parse(kickoff) - now < SOON_MS;
  });
}

/** The games as last heard of: of a game that the stream knows in a newer state, that one. */
export function newest(games: readonly Game[], live: ReadonlyMap<string, Game>): readonly Game[] {
  const newer = (game: Game) => {
    const streamed = live.get(game.id);
    return streamed !== undefined && streamed.rev > game.rev ? streamed : game;
  };
  return games.some((game) => newer(game) !== game) ? games.map(newer) : games;
}
