import type { Totals } from '@sunday-live/scoring';

/** Returns the whole numbers below `count` that meet the condition, in order. */
export function numbersBelow(count: number, meets: (n: number) => boolean): number[] {
  const numbers: number[] = [];
  for (let n = 0; n < count; n += 1) if (meets(n)) numbers.push(n);
  return numbers;
}

/** Values that decide ranks: whole numbers by player number, larger is better. */
type Keys = Float64Array;

/** Up to this many different keys are counted, which is faster than sorting. */
const COUNTED = 2 ** 20;

/** Sets the competition ranks of these players: the largest key has rank 1, equal keys share a rank. */
export function setRanks(ranks: Int32Array, players: readonly number[], keys: Keys): void {
  const [lowest, highest] = bounds(keys);
  if (highest - lowest < COUNTED) setByCount(ranks, players, keys, lowest, highest);
  else setBySort(ranks, players, keys);
}

/** Returns one number per player that orders as points, then right picks do (rule S9). */
export function weekKeys({ points, right }: Pick<Totals, 'points' | 'right'>): Keys {
  const width = 1 + bounds(right)[1];
  const keys = new Float64Array(points.length);
  for (let n = 0; n < keys.length; n += 1) keys[n] = (points[n] as number) * width + (right[n] as number);
  return keys;
}

/**
 * Returns one number per player that orders as points, then right picks, then average banker points do, which are 0 without
 * a banker (rule S9). Averages are fractions with denominators up to the largest number of bankers m, so two different ones
 * are at least 1/m² apart: multiplied by twice m² they differ after rounding.
 * @throws RangeError when the numbers do not fit: no season has so many points
 */
export function seasonKeys({ bankerPoints, bankers, ...totals }: Totals): Keys {
  const keys = weekKeys(totals);
  const scale = 2 * bounds(bankers)[1] ** 2;
  const averages = new Int32Array(keys.length);
  for (let n = 0; n < averages.length; n += 1) {
    const count = bankers[n] as number;
    if (count > 0) averages[n] = Math.round(((bankerPoints[n] as number) / count) * scale);
  }
  const [lowest, highest] = bounds(averages);
  const width = 1 + highest - lowest;
  const [least, most] = bounds(keys);
  if ((1 + Math.max(-least, most)) * width > Number.MAX_SAFE_INTEGER)
    throw new RangeError(`points of a season are too large to rank: ${least} to ${most}, by ${width}`);
  for (let n = 0; n < keys.length; n += 1)
    keys[n] = (keys[n] as number) * width + (averages[n] as number) - lowest;
  return keys;
}

function setByCount(
  ranks: Int32Array,
  players: readonly number[],
  keys: Keys,
  lowest: number,
  highest: number,
): void {
  const counts = new Int32Array(highest - lowest + 1);
  for (const n of players) {
    const at = highest - (keys[n] as number);
    counts[at] = (counts[at] as number) + 1;
  }
  let rank = 1;
  for (let at = 0; at < counts.length; at += 1) {
    const count = counts[at] as number;
    counts[at] = rank;
    rank += count;
  }
  for (const n of players) ranks[n] = counts[highest - (keys[n] as number)] as number;
}

function setBySort(ranks: Int32Array, players: readonly number[], keys: Keys): void {
  const ordered = new Float64Array(players.length);
  for (let i = 0; i < ordered.length; i += 1) ordered[i] = -(keys[players[i] as number] as number);
  ordered.sort();
  // an entry per different key, with the rank of its players
  const places = new Int32Array(ordered.length);
  let different = 0;
  for (let i = 0; i < ordered.length; i += 1) {
    const key = ordered[i] as number;
    if (different > 0 && key === ordered[different - 1]) continue;
    ordered[different] = key;
    places[different] = i + 1;
    different += 1;
  }
  for (const n of players) ranks[n] = places[indexOf(ordered, different, -(keys[n] as number))] as number;
}

/** Returns the position of a value that is among the first `count` of these ascending numbers. */
function indexOf(ordered: Float64Array, count: number, value: number): number {
  let [low, high] = [0, count - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ordered[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Returns the smallest and the largest value, including 0, the value of players without a card. */
function bounds(values: Int32Array | Float64Array): [lowest: number, highest: number] {
  let [lowest, highest] = [0, 0];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (value < lowest) lowest = value;
    else if (value > highest) highest = value;
  }
  return [lowest, highest];
}
