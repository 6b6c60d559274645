import type { Metric } from './section.js';

interface Wanted {
  readonly key: string;
  readonly label: string;
  readonly explanation: string;
  readonly unit: Metric['unit'];
  readonly value: number | null;
  readonly error?: number;
  readonly sample: number;
  /** A sample below this is small. */
  readonly enough?: number;
  /** The same value for every member, the player included; absent: no percentile. */
  readonly among?: readonly (number | null)[];
  readonly better?: 'more' | 'less';
  /** False: a higher value is neither better nor worse. */
  readonly merit?: boolean;
}

/** Weeks needed for a meaningful sample of a season's habits. */
export const ENOUGH_WEEKS = 4;
/** Picks needed for a meaningful sample of a habit. */
export const ENOUGH_PICKS = 20;

/** Builds a metric with its percentile in the league. */
export function metric({
  enough = ENOUGH_WEEKS,
  among,
  better = 'more',
  merit = true,
  error,
  ...given
}: Wanted): Metric {
  const { value } = given;
  return {
    ...given,
    merit,
    error: error ?? null,
    percentile: value === null || among === undefined ? null : percentile(value, among, better),
    level: value === null || among === undefined ? null : levelWith(value, among),
    small: given.sample < enough,
  };
}

/** Returns the percentage of the others that do worse; level players count half. Null without others. */
export function percentile(
  own: number,
  among: readonly (number | null)[],
  better: 'more' | 'less' = 'more',
): number | null {
  const all = among.filter((value) => value !== null);
  if (all.length < 2) return null;
  let [worse, level] = [0, 0];
  for (const value of all) {
    if (value === own) level += 1;
    else if (better === 'more' ? value < own : value > own) worse += 1;
  }
  // minus the player, who is in `all` too
  return (100 * (worse + (level - 1) / 2)) / (all.length - 1);
}

/** Returns the percentage of the others that are level; null without others. */
export function levelWith(own: number, among: readonly (number | null)[]): number | null {
  const all = among.filter((value) => value !== null);
  if (all.length < 2) return null;
  return (100 * (all.filter((value) => value === own).length - 1)) / (all.length - 1);
}

export function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return sum(values) / values.length;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Population standard deviation; null without values. */
export function deviation(values: readonly number[]): number | null {
  const middle = mean(values);
  if (middle === null) return null;
  return Math.sqrt(sum(values.map((value) => (value - middle) ** 2)) / values.length);
}

/** Returns `part / whole`; null when `whole` is 0. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
