import { type Spread, spreadOf } from '../spread.js';
import { firstAbove } from './first-above.js';
import { ABSENT } from './game-column.js';
import { countKeys, countPoints, type KeyRange, keyRange, lookUpRanks } from './kernels.js';

/**
 * The cost of counting grows with the range of keys. It is used up to this range, and while there are enough
 * players to share the cost.
 */
const MAX_BUCKETS = 1 << 23;
const BUCKETS_PER_PLAYER = 32;
/** Below this size an insertion sort is faster than a call of the native one. */
const SMALL = 64;

/**
 * Computes competition ranks of score keys. It counts players by key over the range that occurs, so the cost
 * is players plus range, without comparisons. A few players over a wide range are sorted instead. Scratch
 * arrays grow and are reused.
 */
export class KeyRanker {
  private counts = new Int32Array(0);
  private sorted = new Int32Array(0);
  /** Index of the player at each place of `sorted`, while few are sorted. */
  private readonly who = new Int32Array(SMALL);

  /**
   * Writes the ranks of the first `size` keys, all within `range`, into `out` (0 for absent players), and
   * returns the number of ranked players. A known range, even if too wide, saves a pass over the keys.
   */
  rank(keys: Int32Array, size: number, out: Uint32Array, range = keyRange(keys, size, ABSENT)): number {
    const buckets = range.highest - range.lowest + 1;
    if (buckets > 0 && !isWorthCounting(buckets, size)) return this.bySorting(keys, size, out);
    return this.byCounting(keys, size, out, range.lowest, Math.max(0, buckets));
  }

  /**
   * Returns how many of the first `size` keys have each number of points; `rightBits` are the bits below the
   * points. As in `rank`, a known range saves a pass. With more than `limit` different numbers of points the result
   * is longer than `limit`, but may lack the lowest ones: a list of each of 100,000 players costs more than counting them.
   */
  spread(
    keys: Int32Array,
    size: number,
    rightBits: number,
    range?: KeyRange,
    limit = Number.POSITIVE_INFINITY,
  ): Spread {
    const { lowest, highest } = range ?? keyRange(keys, size, ABSENT);
    if (lowest > highest) return [];
    const lowestPoints = lowest >> rightBits;
    const buckets = (highest >> rightBits) - lowestPoints + 1;
    if (!isWorthCounting(buckets, size)) {
      const present = keys.subarray(0, size).filter((key) => key !== ABSENT);
      return spreadOf(present.map((key) => key >> rightBits));
    }
    const counts = this.cleared(buckets);
    countPoints(keys, size, ABSENT, rightBits, lowestPoints, counts);
    const spread: Spread = [];
    for (let bucket = buckets - 1; bucket >= 0 && spread.length <= limit; bucket -= 1) {
      const count = counts[bucket] as number;
      if (count > 0) spread.push([bucket + lowestPoints, count]);
    }
    return spread;
  }

  private cleared(buckets: number): Int32Array {
    if (this.counts.length < buckets) this.counts = new Int32Array(buckets + (buckets >> 3));
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
    if (size <= SMALL) return this.byInserting(keys, size, out);
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

  private byInserting(keys: Int32Array, size: number, out: Uint32Array): number {
    if (this.sorted.length < SMALL) this.sorted = new Int32Array(SMALL);
    const { sorted, who } = this;
    let present = 0;
    for (let i = 0; i < size; i += 1) {
      const key = keys[i] as number;
      out[i] = 0;
      if (key === ABSENT) continue;
      let hole = present;
      while (hole > 0 && (sorted[hole - 1] as number) < key) {
        sorted[hole] = sorted[hole - 1] as number;
        who[hole] = who[hole - 1] as number;
        hole -= 1;
      }
      sorted[hole] = key;
      who[hole] = i;
      present += 1;
    }
    let rank = 1;
    for (let place = 0; place < present; place += 1) {
      if (sorted[place] !== sorted[place - 1]) rank = place + 1;
      out[who[place] as number] = rank;
    }
    return present;
  }
}

function isWorthCounting(buckets: number, players: number): boolean {
  return buckets <= MAX_BUCKETS && buckets <= players * BUCKETS_PER_PLAYER;
}
