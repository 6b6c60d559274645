import { competitionRanks } from '../order.js';
import type { Spread, Tie } from '../spread.js';
import type { Row, Scope } from '../types.js';
import { BestFew } from './best-few.js';
import { ABSENT, keyPoints, RIGHT_BITS } from './game-column.js';
import type { KeyRange } from './kernels.js';
import { KeyRanker } from './key-ranker.js';
import { LevelRanker } from './level-ranker.js';
import { bankerAverage, meritOrder, nameOrder } from './player-order.js';
import { RankedOrder } from './ranked-order.js';
import type { ScoreStore } from './score-store.js';
import { tiesOf } from './ties.js';

/** The players of a query: by number (each once, in any order), or all. */
export type Members = Uint32Array | 'all';

/** The key of all players where members are keys. */
const ALL = {};

interface KeptOrder {
  readonly version: number;
  /** null: asked for once. */
  order: RankedOrder | null;
}

/** Answers queries about a store. Scratch arrays grow and are reused. */
export class TableReader {
  private readonly keyRanker = new KeyRanker();
  private readonly levelRanker = new LevelRanker();
  private keys = new Int32Array(0);
  /** Orders by members, as of a version of the store. */
  private readonly orders: Record<Scope, WeakMap<object, KeptOrder>> = {
    day: new WeakMap(),
    week: new WeakMap(),
    season: new WeakMap(),
  };

  constructor(private readonly store: ScoreStore) {}

  rank(scope: Scope, members: Members, out: Uint32Array): number {
    const { players, games, rules } = this.store;
    const size = members === 'all' ? players.count : members.length;
    if (out.length < size) throw new RangeError(`${size} ranks do not fit into ${out.length} places`);
    const keys = members === 'all' ? players.keys[scope] : this.gatherKeys(scope, members);
    const bounds = members === 'all' ? this.bounds(scope) : undefined;
    const ranked = this.keyRanker.rank(keys, size, out, bounds);
    if (scope === 'season' && rules.banker !== null) {
      this.levelRanker.refine(out, size, (i) =>
        bankerAverage(players, games, members === 'all' ? i : (members[i] as number)),
      );
    }
    return ranked;
  }

  top(scope: Scope, members: Members, limit: number): Row[] {
    const best = new BestFew(limit, this.tableOrder(scope));
    if (limit > 0) this.offerAll(scope, members, best);
    return this.rows(scope, best.ordered(), 0);
  }

  around(scope: Scope, members: Members, n: number, before: number, after: number): Row[] {
    const order = this.orderOf(scope, members);
    if (order === null) return this.aroundInOnePass(scope, members, n, before, after);
    const keys = this.store.players.keys[scope];
    return order
      .around(n, before, after)
      .map(([other, rank]) => [other, rank, keyPoints(scope, keys[other] as number)]);
  }

  /** Returns the order of the members; null when nobody has asked for it since the last change: one pass is cheaper then. */
  private orderOf(scope: Scope, members: Members): RankedOrder | null {
    const { version, players } = this.store;
    const key = members === 'all' ? ALL : members;
    const kept = this.orders[scope].get(key);
    if (kept?.version !== version) {
      this.orders[scope].set(key, { version, order: null });
      return null;
    }
    if (kept.order !== null) return kept.order;
    const size = members === 'all' ? players.count : members.length;
    const ranks = new Uint32Array(size);
    const ranked = this.rank(scope, members, ranks);
    const numbers = members === 'all' ? ranks.keys() : members;
    kept.order = new RankedOrder(numbers, ranks, ranked, nameOrder(players));
    return kept.order;
  }

  private aroundInOnePass(scope: Scope, members: Members, n: number, before: number, after: number): Row[] {
    const { players } = this.store;
    const keys = players.keys[scope];
    const rank = this.rankOf(scope, members, n);
    if (rank === 0) return [];
    const mine = keys[n] as number;
    const order = this.tableOrder(scope);
    const above = new BestFew(before, (a, b) => order(b, a));
    const below = new BestFew(after, order);
    const size = members === 'all' ? players.count : members.length;
    let place = 0;
    // A key beyond the last one kept on its side is counted without a comparison.
    let ceiling = Number.POSITIVE_INFINITY;
    let floor = Number.NEGATIVE_INFINITY;
    const keyOfLast = (best: BestFew, offered: number) => {
      best.offer(offered);
      return best.last === undefined ? undefined : keys[best.last];
    };
    for (let i = 0; i < size; i += 1) {
      const other = members === 'all' ? i : (members[i] as number);
      const key = keys[other] ?? ABSENT;
      if (key === ABSENT || other === n) continue;
      if (key > mine || (key === mine && order(other, n) < 0)) {
        place += 1;
        if (key <= ceiling) ceiling = keyOfLast(above, other) ?? ceiling;
      } else if (key >= floor) {
        floor = keyOfLast(below, other) ?? floor;
      }
    }
    const window = [...above.ordered().reverse(), n, ...below.ordered()];
    const first = window[0] as number;
    const firstRank = this.rankOf(scope, members, first);
    const merit = this.merit(scope);
    return this.rows(scope, window, place - above.size).map((row) =>
      merit(row[0], first) === 0 ? [row[0], firstRank, row[2]] : row,
    );
  }

  rankOf(scope: Scope, members: Members, n: number): number {
    const { players, rules } = this.store;
    const keys = players.keys[scope];
    const mine = players.key(scope, n);
    if (mine === ABSENT) return 0;
    const merit = this.merit(scope);
    const more = scope === 'season' && rules.banker !== null;
    let rank = 1;
    let found = members === 'all';
    const size = members === 'all' ? players.count : members.length;
    for (let i = 0; i < size; i += 1) {
      const other = members === 'all' ? i : (members[i] as number);
      const key = keys[other] ?? ABSENT;
      if (key > mine || (more && key === mine && merit(other, n) < 0)) rank += 1;
      if (other === n) found = true;
    }
    return found ? rank : 0;
  }

  ranksOf(scope: Scope, members: Members, wanted: readonly number[]): number[] {
    const { players, rules } = this.store;
    const keys = players.keys[scope];
    const merit = this.merit(scope);
    const levels = scope === 'season' && rules.banker !== null;
    const ordered = wanted.filter((n) => players.key(scope, n) !== ABSENT).sort(merit);
    const lowest = players.key(scope, ordered.at(-1) ?? 0);
    // how many members rank before the one at this place, and not before the one at the place above
    const passed = new Uint32Array(ordered.length + 1);
    const found = new Set<number>();
    const asked = new Set(ordered);
    const size = ordered.length === 0 ? 0 : members === 'all' ? players.count : members.length;
    for (let i = 0; i < size; i += 1) {
      const other = members === 'all' ? i : (members[i] as number);
      const key = keys[other] ?? ABSENT;
      // most players are below all of those who are asked for
      if (key < lowest) continue;
      if (asked.has(other)) found.add(other);
      if (key === lowest && !levels) continue;
      const place = firstBehind(ordered, other, merit);
      passed[place] = (passed[place] as number) + 1;
    }
    const ranks = new Map<number, number>();
    let before = 0;
    for (const [place, n] of ordered.entries()) {
      before += passed[place] as number;
      if (found.has(n)) ranks.set(n, before + 1);
    }
    return wanted.map((n) => ranks.get(n) ?? 0);
  }

  histogram(scope: Scope, members: Members): Spread {
    const { players } = this.store;
    const bits = RIGHT_BITS[scope];
    if (members === 'all')
      return this.keyRanker.spread(players.keys[scope], players.count, bits, this.bounds(scope));
    return this.keyRanker.spread(this.gatherKeys(scope, members), members.length, bits);
  }

  ties(scope: Scope, members: Members, limit: number): Tie[] | null {
    const { players, games, rules } = this.store;
    const everybody = members === 'all';
    const size = everybody ? players.count : members.length;
    const keys = everybody ? players.keys[scope] : this.gatherKeys(scope, members);
    const counts = this.keyRanker.spread(keys, size, 0, everybody ? this.bounds(scope) : undefined, limit);
    if (counts.length > limit) return null;
    const byAverage = scope === 'season' && rules.banker !== null;
    const averageOf = (i: number) => bankerAverage(players, games, everybody ? i : (members[i] as number));
    const ties = tiesOf(scope, counts, keys.subarray(0, size), byAverage ? averageOf : null);
    return ties.length > limit ? null : ties;
  }

  /** Returns the bounds of all players' keys, if they are known without a pass over the keys. */
  private bounds(scope: Scope): KeyRange | undefined {
    return scope === 'season' ? undefined : this.store.keyBounds();
  }

  /** Copies the members' score keys into the scratch array. */
  private gatherKeys(scope: Scope, members: Uint32Array): Int32Array {
    if (this.keys.length < members.length) this.keys = new Int32Array(members.length * 2);
    const { keys: gathered } = this;
    const keys = this.store.players.keys[scope];
    for (let i = 0; i < members.length; i += 1) gathered[i] = keys[members[i] as number] ?? ABSENT;
    return gathered;
  }

  /** Offers each member in the scope; a key below the last kept one is skipped without a call. */
  private offerAll(scope: Scope, members: Members, best: BestFew): void {
    const { players } = this.store;
    const keys = players.keys[scope];
    let floor = ABSENT + 1;
    const offer = (n: number) => {
      best.offer(n);
      if (best.last !== undefined) floor = keys[best.last] as number;
    };
    if (members === 'all') {
      for (let n = 0; n < players.count; n += 1) if ((keys[n] as number) >= floor) offer(n);
    } else {
      for (const n of members) if ((keys[n] ?? ABSENT) >= floor) offer(n);
    }
  }

  private merit(scope: Scope): (a: number, b: number) => number {
    return meritOrder(this.store.players, this.store.games, this.store.rules, scope);
  }

  private tableOrder(scope: Scope): (a: number, b: number) => number {
    const merit = this.merit(scope);
    const name = nameOrder(this.store.players);
    return (a, b) => merit(a, b) || name(a, b);
  }

  /** Returns rows of players that are in order without gaps, the first at place `place` (from 0). */
  private rows(scope: Scope, ordered: readonly number[], place: number): Row[] {
    const keys = this.store.players.keys[scope];
    const merit = this.merit(scope);
    const ranks = competitionRanks(ordered, (a, b) => merit(a, b) === 0);
    return ordered.map((n, i) => [n, place + (ranks[i] as number), keyPoints(scope, keys[n] as number)]);
  }
}

/** Returns the first place in `ordered`, which is in the order of `merit`, whose player ranks behind `n`; its length if none does. */
function firstBehind(ordered: readonly number[], n: number, merit: (a: number, b: number) => number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (merit(n, ordered[middle] as number) < 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
