import { competitionRanks } from '../competition-rank.js';
import type { Spread } from '../spread.js';
import type { Row, Scope } from '../types.js';
import { BestFew } from './best-few.js';
import { LevelRanker } from './level-ranker.js';
import { presenceBit } from './player-columns.js';
import { bankerAverage, meritOrder, nameOrder } from './player-order.js';
import { ABSENT, KeyRanker } from './rank-keys.js';
import { keyPoints } from './score-key.js';
import type { ScoreStore } from './score-store.js';

/** Whom a question is about: players by number (each once, in any order), or everybody. */
export type Members = Uint32Array | 'all';

/** Answers questions about a store. Holds scratch arrays that it grows and reuses. */
export class TableReader {
  private readonly keyRanker = new KeyRanker();
  private readonly levelRanker = new LevelRanker();
  private keys = new Int32Array(0);
  private averages = new Float64Array(0);

  constructor(private readonly store: ScoreStore) {}

  rank(scope: Scope, members: Members, out: Uint32Array): number {
    const size = this.gatherKeys(scope, members);
    if (out.length < size) throw new RangeError(`${size} ranks do not fit into ${out.length} places`);
    const ranked = this.keyRanker.rank(this.keys, size, out);
    if (scope === 'season' && this.store.rules.banker !== null) {
      this.gatherAverages(members, size);
      this.levelRanker.refine(out, size, this.averages);
    }
    return ranked;
  }

  top(scope: Scope, members: Members, limit: number): Row[] {
    const merit = this.merit(scope);
    const best = new BestFew(limit, this.tableOrder(scope));
    this.visit(scope, members, (n) => best.offer(n));
    return this.rows(scope, best.ordered(), 0, merit);
  }

  around(scope: Scope, members: Members, n: number, before: number, after: number): Row[] {
    const order = this.tableOrder(scope);
    const merit = this.merit(scope);
    const above = new BestFew(before, (a, b) => order(b, a));
    const below = new BestFew(after, order);
    let placesAbove = 0;
    let found = false;
    this.visit(scope, members, (other) => {
      if (other === n) {
        found = true;
        return;
      }
      if (order(other, n) < 0) {
        placesAbove += 1;
        above.offer(other);
      } else {
        below.offer(other);
      }
    });
    if (!found) return [];
    const window = [...above.ordered().reverse(), n, ...below.ordered()];
    const first = window[0] as number;
    const rows = this.rows(scope, window, placesAbove - above.size, merit);
    const firstRank = this.rankOf(scope, members, first);
    return rows.map((row, i) =>
      merit(window[i] as number, first) === 0 ? ([row[0], firstRank, row[2]] as const) : row,
    );
  }

  rankOf(scope: Scope, members: Members, n: number): number {
    const merit = this.merit(scope);
    let rank = 1;
    let found = false;
    this.visit(scope, members, (other) => {
      if (other === n) found = true;
      else if (merit(other, n) < 0) rank += 1;
    });
    return found ? rank : 0;
  }

  histogram(scope: Scope, members: Members): Spread {
    const size = this.gatherKeys(scope, members);
    return this.keyRanker.spread(this.keys, size);
  }

  /** Copies the members' score keys into the scratch array; returns how many members there are. */
  private gatherKeys(scope: Scope, members: Members): number {
    const { players } = this.store;
    const size = members === 'all' ? players.count : members.length;
    if (this.keys.length < size) this.keys = new Int32Array(size + (size >> 1));
    const { keys: into } = this;
    const { presence, count } = players;
    const from = players.keys[scope];
    const bit = presenceBit(scope);
    for (let i = 0; i < size; i += 1) {
      const n = members === 'all' ? i : (members[i] as number);
      into[i] = n < count && ((presence[n] as number) & bit) !== 0 ? (from[n] as number) : ABSENT;
    }
    return size;
  }

  private gatherAverages(members: Members, size: number): void {
    if (this.averages.length < size) this.averages = new Float64Array(size + (size >> 1));
    const { averages, store } = this;
    for (let i = 0; i < size; i += 1) {
      if (this.keys[i] === ABSENT) continue;
      averages[i] = bankerAverage(store.players, store.games, members === 'all' ? i : (members[i] as number));
    }
  }

  private visit(scope: Scope, members: Members, visitor: (n: number) => void): void {
    const { presence, count } = this.store.players;
    const bit = presenceBit(scope);
    const size = members === 'all' ? count : members.length;
    for (let i = 0; i < size; i += 1) {
      const n = members === 'all' ? i : (members[i] as number);
      if (n < count && ((presence[n] as number) & bit) !== 0) visitor(n);
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

  /** Rows of players that stand in table order without gaps, the first at place `place` (from 0). */
  private rows(
    scope: Scope,
    ordered: readonly number[],
    place: number,
    merit: (a: number, b: number) => number,
  ): Row[] {
    const keys = this.store.players.keys[scope];
    const ranks = competitionRanks(ordered, (a, b) => merit(a, b) === 0);
    return ordered.map((n, i) => [n, place + (ranks[i] as number), keyPoints(keys[n] as number)]);
  }
}
