import type { CardPicks, GameState } from './types.js';

/**
 * Returns the team that is a card's banker in this game: the picked team, at home or on the road (rule S26).
 */
export function bankerTeam(
  { picks }: Pick<CardPicks, 'picks'>,
  game: Pick<GameState, 'id' | 'away' | 'home'>,
): string {
  return game[picks[game.id] ?? 'away'];
}
