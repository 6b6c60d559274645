/** Middle value; the mean of the two middle ones for an even count. Throws RangeError on an empty list. */
export function median(values: readonly number[]): number {
  const sorted = ascending(values);
  const middle = sorted.length / 2;
  return (at(sorted, Math.ceil(middle) - 1) + at(sorted, Math.floor(middle))) / 2;
}

/**
 * Nearest-rank percentile: the smallest value that at least `share` of all do not exceed.
 * @param share from 0 (exclusive) to 1; throws RangeError otherwise, and on an empty list
 */
export function percentile(values: readonly number[], share: number): number {
  if (!(share > 0 && share <= 1)) throw new RangeError(`no percentile at ${share}`);
  const sorted = ascending(values);
  return at(sorted, Math.ceil(share * sorted.length) - 1);
}

/** Arithmetic mean. Throws RangeError on an empty list. */
export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('mean of nothing');
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Median of `ours[i] / theirs[i]`, where each pair was measured side by side: what slows both down at once cancels out.
 * Throws RangeError on lists of different length and on empty ones.
 */
export function pairedRatio(ours: readonly number[], theirs: readonly number[]): number {
  if (ours.length !== theirs.length) throw new RangeError('pairs need two of each');
  return median(ours.map((value, i) => value / at(theirs, i)));
}

function ascending(values: readonly number[]): number[] {
  if (values.length === 0) throw new RangeError('statistics of nothing');
  return [...values].sort((a, b) => a - b);
}

function at(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`no value at ${index}`);
  return value;
}
