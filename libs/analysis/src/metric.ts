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
  /** The same value of every member, the player's own among them; absent: no percentile. */
  readonly among?: readonly (number | null)[];
  readonly better?: 'more' | 'less';
  /** False: more of it is neither better nor worse. */
  readonly merit?: boolean;
}

/** Weeks that say something about a season's habits. */
export const ENOUGH_WEEKS = 4;
/** Picks that say something about a habit. */
export const ENOUGH_PICKS = 20;

/** A number with its place in the league. */
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

/** How many of the others do worse in per cent, those who are level by half; null when there are no others. */
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
  // the player is one of those who are level
  return (100 * (worse + (level - 1) / 2)) / (all.length - 1);
}

/** How many of the others are level, in per cent; null when there are no others. */
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

/** Of the whole group, not an estimate for a larger one. */
export function deviation(values: readonly number[]): number | null {
  const middle = mean(values);
  if (middle === null) return null;
  return Math.sqrt(sum(values.map((value) => (value - middle) ** 2)) / values.length);
}

/** `part` of `whole`, null when there is nothing to divide. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
