import { firstAbove } from './first-above.js';

/** Up to this many an insertion sort is quicker than a call into the native one. */
const SMALL = 128;

/**
 * Second stage of a ranking: orders those who share a rank by one more number, higher first. Who is level in that too
 * keeps sharing. Holds scratch arrays that it grows and reuses.
 */
export class LevelRanker {
  /** By first place of a group: how many of it have been placed. */
  private placed = new Uint32Array(0);
  /** By place: who stands there, and with what number. */
  private who = new Uint32Array(0);
  private numbers = new Float64Array(0);

  /** `ranks` are competition ranks (0: absent) of `size` members, corrected in place; `tiebreakOf` says their numbers. */
  refine(ranks: Uint32Array, size: number, tiebreakOf: (index: number) => number): void {
    const present = this.place(ranks, size, tiebreakOf);
    const { placed } = this;
    let start = 0;
    while (start < present) {
      const end = start + (placed[start] as number);
      if (end - start > 1) this.refineGroup(ranks, start, end);
      start = end;
    }
  }

  private refineGroup(ranks: Uint32Array, start: number, end: number): void {
    const { who, numbers } = this;
    if (allEqual(numbers, start, end)) return;
    if (end - start > SMALL) {
      this.refineCrowd(ranks, start, end);
      return;
    }
    this.sortGroup(start, end);
    let rank = start + 1;
    for (let place = start + 1; place < end; place += 1) {
      if (numbers[place] !== numbers[place - 1]) rank = place + 1;
      ranks[who[place] as number] = rank;
    }
  }

  /** Sorts the numbers alone, which the machine does by itself, and looks everybody up. */
  private refineCrowd(ranks: Uint32Array, start: number, end: number): void {
    const { who, numbers } = this;
    const ordered = numbers.slice(start, end).sort();
    for (let place = start; place < end; place += 1) {
      const better = ordered.length - firstAbove(ordered, numbers[place] as number);
      ranks[who[place] as number] = start + better + 1;
    }
  }

  /** Puts everybody of a group on the places of the group, in any order; returns how many there are in all. */
  private place(ranks: Uint32Array, size: number, tiebreakOf: (index: number) => number): number {
    if (this.placed.length < size) {
      const room = size + (size >> 1);
      this.placed = new Uint32Array(room);
      this.who = new Uint32Array(room);
      this.numbers = new Float64Array(room);
    } else {
      this.placed.fill(0, 0, size);
    }
    const { placed, who, numbers } = this;
    let present = 0;
    for (let i = 0; i < size; i += 1) {
      const rank = ranks[i] as number;
      if (rank === 0) continue;
      const before = placed[rank - 1] as number;
      placed[rank - 1] = before + 1;
      who[rank - 1 + before] = i;
      numbers[rank - 1 + before] = tiebreakOf(i);
      present += 1;
    }
    return present;
  }

  private sortGroup(start: number, end: number): void {
    const { who, numbers } = this;
    for (let i = start + 1; i < end; i += 1) {
      const one = who[i] as number;
      const number = numbers[i] as number;
      let hole = i;
      while (hole > start && (numbers[hole - 1] as number) < number) {
        numbers[hole] = numbers[hole - 1] as number;
        who[hole] = who[hole - 1] as number;
        hole -= 1;
      }
      numbers[hole] = number;
      who[hole] = one;
    }
  }
}

function allEqual(numbers: Float64Array, start: number, end: number): boolean {
  for (let place = start + 1; place < end; place += 1) if (numbers[place] !== numbers[start]) return false;
  return true;
}
