/**
 * Computes competition ranks (1, 1, 3) of sorted items: an item level with the one before shares its rank,
 * any other gets the number of its place.
 */
export function competitionRanks<T>(ordered: readonly T[], level: (a: T, b: T) => boolean): number[] {
  const ranks: number[] = [];
  let rank = 0;
  let before: { item: T } | null = null;
  for (const item of ordered) {
    if (before === null || !level(before.item, item)) rank = ranks.length + 1;
    ranks.push(rank);
    before = { item };
  }
  return ranks;
}
