/** The rows in the order in which they stood before, new ones behind; those that have left are left out. */
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
