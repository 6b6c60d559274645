import type { CardPicks, GameState } from './types.js';

/** The team that is a card's banker in this game: the one picked, wherever it plays now (rule S26). */
export function bankerTeam(
  { picks }: Pick<CardPicks, 'picks'>,
  game: Pick<GameState, 'id' | 'away' | 'home'>,
): string {
  return game[picks[game.id] ?? 'away'];
}
