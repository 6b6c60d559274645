/** How many players have how many points: `[points, players][]`, most points first, no empty entries. */
export type Spread = [points: number, count: number][];

/** A spread that is only read. */
export type ReadonlySpread = readonly (readonly [points: number, count: number])[];

/** The spread of some players' points. */
export function spreadOf(points: Iterable<number>): Spread {
  const counts = new Map<number, number>();
  for (const value of points) counts.set(value, (counts.get(value) ?? 0) + 1);
  return ordered(counts);
}

/** A new spread with `count` more players on `points`. */
export function addToSpread(spread: ReadonlySpread, points: number, count = 1): Spread {
  const counts = new Map(spread);
  counts.set(points, (counts.get(points) ?? 0) + count);
  return ordered(counts);
}

/** A new spread with `count` fewer players on `points`. Throws RangeError when there are not so many. */
export function removeFromSpread(spread: ReadonlySpread, points: number, count = 1): Spread {
  const left = (new Map(spread).get(points) ?? 0) - count;
  if (left < 0) throw new RangeError(`the spread has not ${count} players on ${points} points`);
  return addToSpread(spread, points, -count);
}

/** The exact rank by points of anybody with `points`: one more than the number of players with more. */
export function rankInSpread(spread: ReadonlySpread, points: number): number {
  let rank = 1;
  for (const [value, count] of spread) {
    if (value <= points) break;
    rank += count;
  }
  return rank;
}

function ordered(counts: ReadonlyMap<number, number>): Spread {
  return [...counts].filter(([, count]) => count !== 0).sort(([a], [b]) => b - a);
}
