/** Ranks by player number. */
export type Ranks = ReadonlyMap<number, number>;

/** Returns places gained (negative: lost) since `before`; null for a player who was not in it. */
export function placesGained(before: Ranks | null, n: number, rank: number): number | null {
  const then = before?.get(n);
  return then === undefined ? null : then - rank;
}
