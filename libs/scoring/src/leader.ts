import { MAX_GAME_SCORE } from './limits.js';
import type { GameState, Side } from './types.js';

/**
 * Returns the side that leads or has won; `tie` when level; null for a game that does not count (not started,
 * postponed, cancelled, or with an impossible score).
 */
export function leader(game: Pick<GameState, 'state' | 'awayScore' | 'homeScore'>): Side | 'tie' | null {
  if (game.state === 'pre' || game.state === 'off') return null;
  if (!isScore(game.awayScore) || !isScore(game.homeScore)) return null;
  if (game.awayScore === game.homeScore) return 'tie';
  return game.awayScore > game.homeScore ? 'away' : 'home';
}

/** Returns whether a team can have this number of points in a game. */
export function isScore(score: number): boolean {
  return Number.isInteger(score) && score >= 0 && score <= MAX_GAME_SCORE;
}
