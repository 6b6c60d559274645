/** Returns the rows in their previous order, with new ones at the end and without those that have left. */
export function settledOrder<R extends { readonly n: number }>(
  rows: readonly R[],
  before: readonly number[],
): R[] {
  const left = new Map(rows.map((row) => [row.n, row]));
  const known = before.flatMap((n) => {
    const row = left.get(n);
    left.delete(n);
    return row ? [row] : [];
  });
  return [...known, ...left.values()];
}
