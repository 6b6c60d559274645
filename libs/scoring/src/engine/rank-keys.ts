import { type Spread, spreadOf } from '../spread.js';
import { keyPoints, keyRight } from './score-key.js';

/** Key of somebody who is not in the scope. No real score comes near it. */
export const ABSENT = -0x80000000;

/** Beyond this many different scores, and where scores outnumber players, sorting is quicker than counting. */
const MAX_BUCKETS = 1 << 22;
const MIN_BUCKETS = 256;

/**
 * Competition ranks of score keys into `out` (0 for the absent); returns how many are ranked. Counts players per score
 * over the range that occurs, so its cost is players plus range, without comparing anybody; a few players over a wide
 * range are sorted instead. Holds scratch arrays that it grows and reuses.
 */
export class KeyRanker {
  private counts = new Int32Array(MIN_BUCKETS);
  private sorted = new Int32Array(0);

  rank(keys: Int32Array, size: number, out: Uint32Array): number {
    const range = rangeOf(keys, size);
    if (range.present === 0) {
      out.fill(0, 0, size);
      return 0;
    }
    const width = range.maxRight - range.minRight + 1;
    const buckets = (range.maxPoints - range.minPoints + 1) * width;
    if (isWorthCounting(buckets, range.present)) {
      const lowest = range.minPoints * width + range.minRight;
      this.byCounting(keys, size, out, lowest, width, buckets);
    } else {
      this.bySorting(keys, size, out);
    }
    return range.present;
  }

  /** How many have how many points, most points first. */
  spread(keys: Int32Array, size: number): Spread {
    const { present, minPoints, maxPoints } = rangeOf(keys, size);
    if (present === 0) return [];
    const buckets = maxPoints - minPoints + 1;
    if (!isWorthCounting(buckets, present)) return spreadOf(presentPoints(keys, size));
    const counts = this.clearCounts(buckets);
    for (let i = 0; i < size; i += 1) {
      const key = keys[i] as number;
      if (key === ABSENT) continue;
      const bucket = keyPoints(key) - minPoints;
      counts[bucket] = (counts[bucket] as number) + 1;
    }
    const spread: [number, number][] = [];
    for (let bucket = buckets - 1; bucket >= 0; bucket -= 1) {
      const count = counts[bucket] as number;
      if (count > 0) spread.push([bucket + minPoints, count]);
    }
    return spread;
  }

  private clearCounts(buckets: number): Int32Array {
    if (this.counts.length < buckets) this.counts = new Int32Array(buckets * 2);
    else this.counts.fill(0, 0, buckets);
    return this.counts;
  }

  private byCounting(
    keys: Int32Array,
    size: number,
    out: Uint32Array,
    lowest: number,
    width: number,
    buckets: number,
  ): void {
    const counts = this.clearCounts(buckets);
    for (let i = 0; i < size; i += 1) {
      const key = keys[i] as number;
      if (key === ABSENT) continue;
      const bucket = keyPoints(key) * width + keyRight(key) - lowest;
      counts[bucket] = (counts[bucket] as number) + 1;
    }
    let rank = 1;
    for (let bucket = buckets - 1; bucket >= 0; bucket -= 1) {
      const level = counts[bucket] as number;
      counts[bucket] = rank;
      rank += level;
    }
    for (let i = 0; i < size; i += 1) {
      const key = keys[i] as number;
      out[i] = key === ABSENT ? 0 : (counts[keyPoints(key) * width + keyRight(key) - lowest] as number);
    }
  }

  private bySorting(keys: Int32Array, size: number, out: Uint32Array): void {
    if (this.sorted.length < size) this.sorted = new Int32Array(size * 2);
    const ordered = this.sorted.subarray(0, size);
    ordered.set(keys.subarray(0, size));
    ordered.sort();
    for (let i = 0; i < size; i += 1) {
      const key = keys[i] as number;
      out[i] = key === ABSENT ? 0 : size - firstAbove(ordered, 0, size, key) + 1;
    }
  }
}

interface Range {
  readonly present: number;
  readonly minPoints: number;
  readonly maxPoints: number;
  readonly minRight: number;
  readonly maxRight: number;
}

function rangeOf(keys: Int32Array, size: number): Range {
  let present = 0;
  let minKey = 0x7fffffff;
  let maxKey = ABSENT;
  let minRight = 0x7fffffff;
  let maxRight = 0;
  for (let i = 0; i < size; i += 1) {
    const key = keys[i] as number;
    if (key === ABSENT) continue;
    present += 1;
    if (key < minKey) minKey = key;
    if (key > maxKey) maxKey = key;
    const right = keyRight(key);
    if (right < minRight) minRight = right;
    if (right > maxRight) maxRight = right;
  }
  return { present, minPoints: keyPoints(minKey), maxPoints: keyPoints(maxKey), minRight, maxRight };
}

function isWorthCounting(buckets: number, players: number): boolean {
  return buckets <= MIN_BUCKETS || (buckets <= MAX_BUCKETS && buckets <= players * 4);
}

function* presentPoints(keys: Int32Array, size: number): Generator<number> {
  for (let i = 0; i < size; i += 1) {
    const key = keys[i] as number;
    if (key !== ABSENT) yield keyPoints(key);
  }
}

/** Where the first value greater than `value` stands in the ascending range [from, to) of `ordered`. */
export function firstAbove(ordered: ArrayLike<number>, from: number, to: number, value: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ordered[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
