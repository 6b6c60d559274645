import { type Spread, spreadOf, type Tie } from '../spread.js';
import type { Scope } from '../types.js';
import { keyPoints, keyRight } from './game-column.js';

/**
 * Returns the tie-breaks of players with equal points.
 * @param counts number of players by score key, highest first
 * @param keys score keys of all players
 * @param averageOf average banker points of the player at an index of `keys`; null where they decide nothing
 */
export function tiesOf(
  scope: Scope,
  counts: Spread,
  keys: Int32Array,
  averageOf: ((i: number) => number) | null,
): Tie[] {
  const averages = averageOf === null ? null : averagesOfLevel(counts, keys, averageOf);
  const ties: Tie[] = [];
  counts.forEach(([key, count], i) => {
    const points = keyPoints(scope, key);
    const right = keyRight(scope, key);
    const split = averages?.get(key) ?? [];
    const level = [counts[i - 1], counts[i + 1]].some(
      (other) => other && keyPoints(scope, other[0]) === points,
    );
    if (split.length > 1)
      for (const [average, players] of split) ties.push([points, right, average, players]);
    else if (level) ties.push([points, right, 0, count]);
  });
  return ties;
}

/** Returns the spread of the averages of players who share a key. */
function averagesOfLevel(
  counts: Spread,
  keys: Int32Array,
  averageOf: (i: number) => number,
): ReadonlyMap<number, Spread> {
  const shared = new Map<number, number[]>();
  for (const [key, count] of counts) if (count > 1) shared.set(key, []);
  keys.forEach((key, i) => {
    shared.get(key)?.push(averageOf(i));
  });
  return new Map([...shared].map(([key, averages]) => [key, spreadOf(averages)]));
}
