import type { GameState, Side } from './types.js';

/** Who leads, or has won; `tie` when level; null for a game that does not count (not started, postponed, cancelled). */
export function leader(game: Pick<GameState, 'state' | 'awayScore' | 'homeScore'>): Side | 'tie' | null {
  if (game.state === 'pre' || game.state === 'off') return null;
  if (game.awayScore === game.homeScore) return 'tie';
  return game.awayScore > game.homeScore ? 'away' : 'home';
}
