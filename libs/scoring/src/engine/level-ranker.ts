import { firstAbove } from './rank-keys.js';

/** Up to this many values an insertion sort beats the call into the native one. */
const SMALL = 24;

/**
 * Second stage of a ranking: orders those who share a rank by one more number, higher first. Who differs from nobody
 * in their group keeps the shared rank. Scratch arrays grow and are reused.
 */
export class LevelRanker {
  private taken = new Uint32Array(0);
  private grouped = new Float64Array(0);

  /**
   * `ranks` are competition ranks (0: absent) of `size` members, `tiebreak` their numbers; ranks are corrected in place.
   */
  refine(ranks: Uint32Array, size: number, tiebreak: Float64Array): void {
    this.reserve(size);
    const { taken, grouped } = this;
    for (let i = 0; i < size; i += 1) {
      const rank = ranks[i] as number;
      if (rank === 0) continue;
      const start = rank - 1;
      const at = taken[start] as number;
      grouped[start + at] = tiebreak[i] as number;
      taken[start] = at + 1;
    }
    for (let start = 0; start < size; start += 1) {
      const end = start + (taken[start] as number);
      if (end > start + 1) sortRange(grouped, start, end);
    }
    for (let i = 0; i < size; i += 1) {
      const rank = ranks[i] as number;
      if (rank === 0) continue;
      const end = rank - 1 + (taken[rank - 1] as number);
      if (end > rank) ranks[i] = rank + end - firstAbove(grouped, rank - 1, end, tiebreak[i] as number);
    }
  }

  private reserve(size: number): void {
    if (this.taken.length < size) {
      this.taken = new Uint32Array(size * 2);
      this.grouped = new Float64Array(size * 2);
    } else {
      this.taken.fill(0, 0, size);
    }
  }
}

function sortRange(values: Float64Array, start: number, end: number): void {
  if (end - start > SMALL) {
    values.subarray(start, end).sort();
    return;
  }
  for (let i = start + 1; i < end; i += 1) {
    const value = values[i] as number;
    let hole = i;
    while (hole > start && (values[hole - 1] as number) > value) {
      values[hole] = values[hole - 1] as number;
      hole -= 1;
    }
    values[hole] = value;
  }
}
