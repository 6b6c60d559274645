import { leader } from './leader.js';
import type { Rules } from './rules.js';
import type { GameState, Side } from './types.js';

export interface ScoredPick {
  readonly side: Side;
  readonly banker: boolean;
  /** Whether the card has a joker that counts. */
  readonly joker: boolean;
}

export interface PickScore {
  readonly points: number;
  /** The picked team leads or has won. */
  readonly right: boolean;
  /** The pick was scored as a banker. */
  readonly banker: boolean;
}

/**
 * Scores one pick by the current state of the game; null when the game does not count (not started,
 * postponed, cancelled). A banker is a road team when it is chosen; it counts wherever its team plays now
 * (S26).
 */
export function scorePick(rules: Rules, game: GameState, pick: ScoredPick): PickScore | null {
  const winner = leader(game);
  if (winner === null) return null;
  const banker = pick.banker && rules.banker !== null;
  const right = winner === pick.side;
  if (winner === 'tie' || (!right && !banker)) return { points: 0, right: false, banker };
  const worth = rules.pick === 'one' ? 1 : Math.max(game.awayScore, game.homeScore);
  const bankerFactor = banker && rules.banker !== null ? rules.banker : 1;
  const jokerFactor = rules.joker && jokerMultiplies(rules, pick) ? rules.joker.factor : 1;
  return { points: (right ? 1 : -1) * worth * bankerFactor * jokerFactor, right, banker };
}

/** Whether a joker multiplies this pick by these rules: that of the banker, or every pick of its week. */
export function jokerMultiplies({ banker, joker }: Rules, pick: Omit<ScoredPick, 'side'>): boolean {
  return joker !== null && pick.joker && (joker.on === 'week' || (pick.banker && banker !== null));
}
