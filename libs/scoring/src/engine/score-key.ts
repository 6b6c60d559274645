import type { Scope } from '../types.js';

/**
 * Points and right picks of a scope in one 32-bit integer, `points * 2^bits + right`. Keys add up like their
 * parts, and order by points, then by right picks. A card has at most `MAX_WEEK_GAMES` picks, a season at
 * most 511; few bits keep the range of keys small, because rankings count over it. There is room for ±1
 * million points, more than any season reaches.
 */
export const RIGHT_BITS: Readonly<Record<Scope, number>> = { day: 5, week: 5, season: 9 };

/** Key of a player outside the scope; no score reaches it. */
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
