/**
 * The players of a scope in order of rank, as long as nothing in the engine changes. Within a rank they are put in order of
 * name when somebody looks there: the names of everybody would cost more than all ranks.
 */
export class RankedOrder {
  /** Players by place; the players of a rank are at the places from `rank - 1` on. */
  private readonly order: Uint32Array;
  /** By player number; 0 outside the scope. */
  private readonly ranks: Uint32Array;
  /** By rank: number of its players. */
  private readonly sizes: Uint32Array;
  private readonly inOrderOfName = new Set<number>();

  /**
   * @param numbers players' numbers
   * @param ranks of each of `numbers`, 0 outside the scope; `ranked` of them are not 0
   * @param byName comparison within a rank
   */
  constructor(
    numbers: Iterable<number>,
    ranks: Uint32Array,
    ranked: number,
    private readonly byName: (a: number, b: number) => number,
  ) {
    this.order = new Uint32Array(ranked);
    this.sizes = new Uint32Array(ranked + 1);
    const all = [...numbers];
    this.ranks = new Uint32Array(1 + all.reduce((most, n) => Math.max(most, n), -1));
    for (const [i, n] of all.entries()) {
      const rank = ranks[i] as number;
      this.ranks[n] = rank;
      if (rank === 0) continue;
      const before = this.sizes[rank] as number;
      this.order[rank - 1 + before] = n;
      this.sizes[rank] = before + 1;
    }
  }

  /** Returns numbers and ranks of player `n` and up to `before` players above and `after` below; none outside the scope. */
  around(n: number, before: number, after: number): [n: number, rank: number][] {
    const rank = this.ranks[n] ?? 0;
    if (rank === 0) return [];
    const place = rank - 1 + this.ofRank(rank).indexOf(n);
    const window: [number, number][] = [];
    for (let at = Math.max(0, place - before); at <= place + after && at < this.order.length; at += 1) {
      const near = this.ranks[this.order[at] as number] as number;
      this.ofRank(near);
      window.push([this.order[at] as number, near]);
    }
    return window;
  }

  /** Returns the players of a rank in order of name. */
  private ofRank(rank: number): Uint32Array {
    const players = this.order.subarray(rank - 1, rank - 1 + (this.sizes[rank] as number));
    if (this.inOrderOfName.has(rank)) return players;
    this.inOrderOfName.add(rank);
    return players.sort(this.byName);
  }
}
