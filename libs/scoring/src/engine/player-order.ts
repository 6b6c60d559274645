import { compareNameKeys } from '../order.js';
import type { Rules } from '../rules.js';
import type { Scope } from '../types.js';
import type { GameColumn } from './game-column.js';
import { NO_BANKER, type PlayerColumns } from './player-columns.js';

/** Sums the bankers that count, of the other weeks and of this week. */
export function bankerTotals(
  players: PlayerColumns,
  games: readonly GameColumn[],
  n: number,
): { points: number; bankers: number } {
  let points = players.baseBankerPoints[n] as number;
  let bankers = players.baseBankers[n] as number;
  const index = players.bankerColumn[n] as number;
  if (index !== NO_BANKER) {
    const { classes, values } = games[index] as GameColumn;
    const pick = classes[n] as number;
    points += values.bankerPoints[pick] as number;
    bankers += values.bankers[pick] as number;
  }
  return { points, bankers };
}

/**
 * Returns the season's average banker points, 0 without a banker that counts. Division rounds correctly, so
 * equal averages are equal numbers; with at most a few dozen bankers, different averages are different
 * numbers.
 */
export function bankerAverage(players: PlayerColumns, games: readonly GameColumn[], n: number): number {
  const { points, bankers } = bankerTotals(players, games, n);
  return bankers === 0 ? 0 : points / bankers;
}

/**
 * Returns a comparison by the criteria that decide ranks in a scope. Negative: the first ranks before the
 * second; 0: level.
 */
export function meritOrder(
  players: PlayerColumns,
  games: readonly GameColumn[],
  rules: Rules,
  scope: Scope,
): (a: number, b: number) => number {
  const keys = players.keys[scope];
  const byAverage = scope === 'season' && rules.banker !== null;
  return (a, b) => {
    const difference = (keys[b] as number) - (keys[a] as number);
    if (difference !== 0 || !byAverage) return difference;
    return bankerAverage(players, games, b) - bankerAverage(players, games, a);
  };
}

/** Returns a comparison by name, then number: the order within a rank. */
export function nameOrder(players: PlayerColumns): (a: number, b: number) => number {
  const { namePrefix, nameKeys } = players;
  return (a, b) => {
    const difference = (namePrefix[a] as number) - (namePrefix[b] as number);
    if (difference !== 0) return difference;
    return compareNameKeys(nameKeys[a] as string, a, nameKeys[b] as string, b);
  };
}
