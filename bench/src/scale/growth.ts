/** A figure at one number of players. */
export interface Sized {
  readonly players: number;
  readonly value: number;
}

/**
 * Returns the exponent with which a figure grows: 1 when twice as many players take twice as much, 0 when they take the
 * same. It is the slope of the line that fits the logarithms best; null for fewer than two sizes, or without a value above 0.
 */
export function growthExponent(sizes: readonly Sized[]): number | null {
  if (new Set(sizes.map(({ players }) => players)).size < 2) return null;
  if (sizes.some(({ value }) => value <= 0)) return null;
  const points = sizes.map(({ players, value }) => ({ x: Math.log(players), y: Math.log(value) }));
  const mean = (of: (point: { x: number; y: number }) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const covariance = mean((point) => (point.x - x) * (point.y - y));
  return covariance / mean((point) => (point.x - x) ** 2);
}
