import { type Spread, spreadOf } from '../spread.js';
import { countKeys, keyRange, lookUpRanks } from './kernels.js';
import { ABSENT } from './score-key.js';

/** Counting costs by the range of keys: it is used up to this many, and while there are enough players to share the cost. */
const MAX_BUCKETS = 1 << 23;
const BUCKETS_PER_PLAYER = 32;

/**
 * Competition ranks of score keys. Counts players per key over the range that occurs, so the cost is players plus range
 * and nobody is compared; a few players over a wide range are sorted instead. Holds scratch that it grows and reuses.
 */
export class KeyRanker {
  private counts = new Int32Array(0);
  private sorted = new Int32Array(0);

  /**
   * Ranks of the first `size` keys, all within `range`, into `out` (0 for the absent); returns how many are ranked. A
   * range that is known beforehand, if somewhat too wide, saves a pass over the keys.
   */
  rank(keys: Int32Array, size: number, out: Uint32Array, range = keyRange(keys, size, ABSENT)): number {
    const buckets = range.highest - range.lowest + 1;
    if (buckets > 0 && !isWorthCounting(buckets, size)) return this.bySorting(keys, size, out);
    return this.byCounting(keys, size, out, range.lowest, Math.max(0, buckets));
  }

  /** How many of the first `size` keys have how many points; `rightBits` are the bits below the points. */
  spread(keys: Int32Array, size: number, rightBits: number): Spread {
    const { lowest, highest } = keyRange(keys, size, ABSENT);
    if (lowest > highest) return [];
    const lowestPoints = lowest >> rightBits;
    const buckets = (highest >> rightBits) - lowestPoints + 1;
    if (!isWorthCounting(buckets, size)) {
      const present = keys.subarray(0, size).filter((key) => key !== ABSENT);
      return spreadOf(present.map((key) => key >> rightBits));
    }
    const counts = this.cleared(buckets);
    for (let i = 0; i < size; i += 1) {
      const key = keys[i] as number;
      if (key === ABSENT) continue;
      const bucket = (key >> rightBits) - lowestPoints;
      counts[bucket] = (counts[bucket] as number) + 1;
    }
    const spread: Spread = [];
    for (let bucket = buckets - 1; bucket >= 0; bucket -= 1) {
      const count = counts[bucket] as number;
      if (count > 0) spread.push([bucket + lowestPoints, count]);
    }
    return spread;
  }

  private cleared(buckets: number): Int32Array {
    if (this.counts.length < buckets) this.counts = new Int32Array(buckets + (buckets >> 1));
    else this.counts.fill(0, 0, buckets);
    return this.counts;
  }

  private byCounting(
    keys: Int32Array,
    size: number,
    out: Uint32Array,
    lowest: number,
    buckets: number,
  ): number {
    const counts = this.cleared(buckets);
    countKeys(keys, size, ABSENT, lowest, counts);
    let rank = 1;
    for (let bucket = buckets - 1; bucket >= 0; bucket -= 1) {
      const level = counts[bucket] as number;
      if (level === 0) continue;
      counts[bucket] = rank;
      rank += level;
    }
    lookUpRanks(keys, size, ABSENT, lowest, counts, out);
    return rank - 1;
  }

  private bySorting(keys: Int32Array, size: number, out: Uint32Array): number {
    if (this.sorted.length < size) this.sorted = new Int32Array(size + (size >> 1));
    const ordered = this.sorted.subarray(0, size);
    ordered.set(keys.subarray(0, size));
    ordered.sort();
    const absent = firstAbove(ordered, ABSENT);
    for (let i = 0; i < size; i += 1) {
      const key = keys[i] as number;
      out[i] = key === ABSENT ? 0 : size - firstAbove(ordered, key) + 1;
    }
    return size - absent;
  }
}

function isWorthCounting(buckets: number, players: number): boolean {
  return buckets <= MAX_BUCKETS && buckets <= players * BUCKETS_PER_PLAYER;
}

/** Where the first value greater than `value` stands in ascending `ordered`; its length if there is none. */
function firstAbove(ordered: Int32Array, value: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ordered[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
