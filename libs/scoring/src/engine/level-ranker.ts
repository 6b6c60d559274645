import { firstAbove } from './first-above.js';

/** Below this size an insertion sort is faster than a call of the native one. */
const SMALL = 128;

/**
 * Second stage of a ranking: orders players who share a rank by one more number, higher first. Players who
 * are level in that too still share the rank. Scratch arrays grow and are reused.
 */
export class LevelRanker {
  /** By first place of a group: how many of its players have a place. */
  private placed = new Uint32Array(0);
  /** By place: the player's index and tie-break number. */
  private who = new Uint32Array(0);
  private numbers = new Float64Array(0);

  /**
   * Corrects `ranks` in place. `ranks` are competition ranks (0: absent) of `size` members; `tiebreakOf`
   * returns a member's number.
   */
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

  /** Sorts the numbers alone, which is a fast native sort, and looks up each player's place. */
  private refineCrowd(ranks: Uint32Array, start: number, end: number): void {
    const { who, numbers } = this;
    const ordered = numbers.slice(start, end).sort();
    for (let place = start; place < end; place += 1) {
      const better = ordered.length - firstAbove(ordered, numbers[place] as number);
      ranks[who[place] as number] = start + better + 1;
    }
  }

  /** Assigns the places of each group to its players, in any order; returns the number of ranked players. */
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
