import { RIGHT_BITS, scoreKey } from './engine/game-column.js';
import { KeyRanker } from './engine/key-ranker.js';
import { LevelRanker } from './engine/level-ranker.js';
import type { Scope } from './types.js';

/** Keys of points are exact below this number. */
const POINTS_LIMIT = 2 ** 21;

/** Values that decide ranks, by player number. */
export interface RankedTotals {
  readonly points: ArrayLike<number>;
  readonly right: ArrayLike<number>;
  readonly bankerPoints: ArrayLike<number>;
  /** Bankers that count. */
  readonly bankers: ArrayLike<number>;
}

/** Players in order of rank, then name. */
export interface Ranking {
  /** Numbers of the players. */
  readonly order: Uint32Array;
  /** The rank at each place of `order`. */
  readonly ranks: Uint32Array;
}

/**
 * Returns the competition rank of each of these players, in their order (rule S9). Points decide, then right picks, and in
 * the season the average banker points, which are 0 without a banker. Takes some milliseconds for 100,000 players.
 * @throws RangeError when points or right picks are more than a key can hold: no season has so many
 */
export function ranksByTotals(players: ArrayLike<number>, totals: RankedTotals, scope: Scope): Uint32Array {
  const { points, right, bankerPoints, bankers } = totals;
  const rightLimit = 2 ** RIGHT_BITS[scope];
  const keys = new Int32Array(players.length);
  for (let i = 0; i < keys.length; i += 1) {
    const n = players[i] as number;
    const [sum, hits] = [points[n] as number, right[n] as number];
    if (Math.abs(sum) >= POINTS_LIMIT || hits >= rightLimit)
      throw new RangeError(`${sum} points and ${hits} right picks are too many to rank in the ${scope}`);
    keys[i] = scoreKey(scope, sum, hits);
  }
  const ranks = new Uint32Array(keys.length);
  new KeyRanker().rank(keys, keys.length, ranks);
  if (scope === 'season') {
    new LevelRanker().refine(ranks, keys.length, (i) => {
      const n = players[i] as number;
      const count = bankers[n] as number;
      return count === 0 ? 0 : (bankerPoints[n] as number) / count;
    });
  }
  return ranks;
}

/**
 * Ranks these players as `ranksByTotals` does, and puts them in order. No two of them have the same position.
 * @param names by player number: the position in the order of names, less than the length of `names`
 */
export function rankInOrder(
  players: ArrayLike<number>,
  totals: RankedTotals,
  scope: Scope,
  names: Int32Array,
): Ranking {
  const ranksOfPlayers = ranksByTotals(players, totals, scope);
  // by position in the order of names: the index of its player in `players`, plus one
  const indexes = new Uint32Array(names.length);
  for (let i = 0; i < players.length; i += 1) indexes[names[players[i] as number] as number] = i + 1;
  const order = new Uint32Array(players.length);
  const ranks = new Uint32Array(players.length);
  // by first place of a rank: how many of its players have a place
  const placed = new Uint32Array(players.length);
  for (let position = 0; position < indexes.length; position += 1) {
    const index = indexes[position] as number;
    if (index === 0) continue;
    const rank = ranksOfPlayers[index - 1] as number;
    const before = placed[rank - 1] as number;
    placed[rank - 1] = before + 1;
    order[rank - 1 + before] = players[index - 1] as number;
    ranks[rank - 1 + before] = rank;
  }
  return { order, ranks };
}
