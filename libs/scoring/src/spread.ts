/**
 * `[points, players][]`: how many players have each number of points, most points first, no empty entries.
 */
export type Spread = [points: number, count: number][];

/** A spread that is only read. */
export type ReadonlySpread = readonly (readonly [points: number, count: number])[];

/** Counts the points of some players into a spread. */
export function spreadOf(points: Iterable<number>): Spread {
  const counts = new Map<number, number>();
  for (const value of points) counts.set(value, (counts.get(value) ?? 0) + 1);
  return ordered(counts);
}

/** Returns a new spread with `count` more players on `points`. */
export function addToSpread(spread: ReadonlySpread, points: number, count = 1): Spread {
  const counts = new Map(spread);
  counts.set(points, (counts.get(points) ?? 0) + count);
  return ordered(counts);
}

/**
 * The criteria of a rank, in this order (rule S9). `average` is the season's average banker points, 0 where
 * it decides nothing.
 */
export interface Merit {
  readonly points: number;
  readonly right: number;
  readonly average: number;
}

/**
 * Number of players with equal points, right picks and average, listed where players with those points have
 * different ranks; best first.
 */
export type Tie = [points: number, right: number, average: number, count: number];
export type ReadonlyTies = readonly (readonly [
  points: number,
  right: number,
  average: number,
  count: number,
])[];

/**
 * Returns the exact rank of a counted player: one more than the number of players who are better by S9.
 * Without ties, by points alone.
 */
export function rankInSpread(spread: ReadonlySpread, ties: ReadonlyTies, merit: Merit): number {
  let rank = 1;
  for (const [points, count] of spread) if (points > merit.points) rank += count;
  const level = ties.filter(([points]) => points === merit.points);
  // an average decides only between players with equal right picks
  const byAverage = level.filter(([, right]) => right === merit.right).length > 1;
  for (const [, right, average, count] of level) {
    if (right > merit.right || (byAverage && right === merit.right && average > merit.average)) rank += count;
  }
  return rank;
}

/** Returns how many players share a rank; 0 when nobody has it. */
export function sharingRank(spread: ReadonlySpread, ties: ReadonlyTies, rank: number): number {
  let first = 1;
  for (const [points, count] of spread) {
    if (first + count <= rank) {
      first += count;
      continue;
    }
    for (const [tied, , , sharing] of ties) {
      if (tied !== points) continue;
      if (first === rank) return sharing;
      first += sharing;
    }
    return first === rank ? count : 0;
  }
  return 0;
}

function ordered(counts: ReadonlyMap<number, number>): Spread {
  return [...counts].filter(([, count]) => count !== 0).sort(([a], [b]) => b - a);
}
