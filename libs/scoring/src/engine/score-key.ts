import type { Scope } from '../types.js';

/**
 * Points and right picks of a scope in one 32-bit integer, `points * 2^bits + right`: it adds up like its parts, and it
 * orders by points, then by right picks. A card has at most `MAX_WEEK_GAMES` picks, a season at most 511; few bits keep the
 * range of keys, which rankings count over, small. Room for a million points either way, which no season comes near.
 */
export const RIGHT_BITS: Readonly<Record<Scope, number>> = { day: 5, week: 5, season: 9 };

/** Key of somebody who is not in the scope; no score comes near it. */
export const ABSENT = -0x80000000;

export function scoreKey(scope: Scope, points: number, right: number): number {
  return points * (1 << RIGHT_BITS[scope]) + right;
}

export function keyPoints(scope: Scope, key: number): number {
  return key >> RIGHT_BITS[scope];
}

export function keyRight(scope: Scope, key: number): number {
  return key & ((1 << RIGHT_BITS[scope]) - 1);
}
