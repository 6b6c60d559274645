import { bankerTotals } from './engine/player-order.js';
import { ABSENT, keyPoints, keyRight } from './engine/score-key.js';
import { type EnginePlayer, ScoreStore } from './engine/score-store.js';
import { type Members, TableReader } from './engine/table-reader.js';
import type { Rules } from './rules.js';
import type { SeasonBase } from './season-base.js';
import type { Spread, Tie } from './spread.js';
import type { GameState, Row, Scope } from './types.js';

export { PICK_CLASSES, pickClass, pickOfClass } from './engine/pick-class.js';
export { type EnginePlayer, playerProblem } from './engine/score-store.js';
export type { Members } from './engine/table-reader.js';

/**
 * The standings of one week under one set of rules, kept in columns (one array a field, one byte a player and game), so
 * that a score touches only the picks of its game and a ranking counts instead of sorting. It always equals what
 * `dayStandings`, `weekStandings` and `seasonStandings` say of the same cards and games. A league is a list of members;
 * its questions cost by its members, not by all players. Take a new engine for a new week.
 *
 * Players are numbered from 0, densely: a number costs about 50 bytes and its name.
 */
export class StandingsEngine {
  private readonly store: ScoreStore;
  private readonly reader: TableReader;

  constructor(
    readonly rules: Rules,
    options: { readonly capacity?: number } = {},
  ) {
    this.store = new ScoreStore(rules, Math.max(1, options.capacity ?? 64));
    this.reader = new TableReader(this.store);
  }

  /** Highest player number seen, plus one: the length of arrays about everybody. */
  get playerCount(): number {
    return this.store.players.count;
  }

  /** Grows with everything that can change a table: while it stays, every answer does. */
  get version(): number {
    return this.store.version;
  }

  /**
   * A game of the week as it stands now; an unknown one joins the week. `inDay` says whether it belongs to the current
   * game day; left out, that stays as it was (no for a new game). True when any total or average can have changed.
   * With scores that are not integers from 0 to 999 it counts for nothing.
   */
  setGame(game: GameState, inDay?: boolean): boolean {
    return this.store.setGame(game, inDay);
  }

  /** A game of the week as the engine knows it; null for one that is not in the week. */
  game(id: string): GameState | null {
    return this.store.game(id);
  }

  /** The games of the week as the engine knows them, in the order in which it first heard of them. */
  games(): GameState[] {
    return this.store.games.flatMap((column) => (column.game ? [column.game] : []));
  }

  /** Takes a game out of the week; picks in it count again should it come back. True when any total can have changed. */
  removeGame(id: string): boolean {
    return this.store.removeGame(id);
  }

  /** All games of the week and which of them make the current day; games not named leave the week. */
  setGames(games: Iterable<GameState>, day: ReadonlySet<string>): void {
    const left = new Set(this.games().map((game) => game.id));
    for (const game of games) {
      this.store.setGame(game, day.has(game.id));
      left.delete(game.id);
    }
    for (const id of left) this.store.removeGame(id);
  }

  /**
   * Everything about player `n`, replacing what was known. Throws RangeError when `playerProblem` names a problem.
   */
  setPlayer(n: number, player: EnginePlayer): void {
    this.store.setPlayer(n, player);
  }

  /**
   * Changes points, right picks and bankers of the other weeks of a player who has a card of one of them; `from` is what the engine
   * has, and both are without a `playerProblem`. Cheap: thousands of players change with one score.
   */
  moveBase(n: number, from: SeasonBase, to: SeasonBase): void {
    this.store.moveBase(n, from, to);
  }

  /** Forgets player `n`; harmless if unknown. */
  removePlayer(n: number): void {
    this.store.removePlayer(n);
  }

  /** Whether player `n` stands in this scope: with a card of the week, in `season` with any card. */
  has(scope: Scope, n: number): boolean {
    return this.store.players.key(scope, n) !== ABSENT;
  }

  /** Points of player `n`; 0 for who is not in the scope. */
  pointsOf(scope: Scope, n: number): number {
    return this.has(scope, n) ? keyPoints(scope, this.store.players.key(scope, n)) : 0;
  }

  /** Right picks of player `n`; 0 for who is not in the scope. */
  rightOf(scope: Scope, n: number): number {
    return this.has(scope, n) ? keyRight(scope, this.store.players.key(scope, n)) : 0;
  }

  /** Average banker points of the season of player `n`; null while no banker counts. */
  bankerAverageOf(n: number): number | null {
    if (!this.has('season', n)) return null;
    const { points, bankers } = bankerTotals(this.store.players, this.store.games, n);
    return bankers === 0 ? null : points / bankers;
  }

  /**
   * Competition ranks into `out`: `out[i]` is the rank of `members[i]` (of player i when asked for all), 0 for who is
   * not in the scope. Exact, tie-breaks included. Returns how many are ranked. Throws RangeError if `out` is too short.
   */
  rank(scope: Scope, members: Members, out: Uint32Array): number {
    return this.reader.rank(scope, members, out);
  }

  /** The first `limit` rows of the table in order (rank, then name), without sorting the others. */
  top(scope: Scope, members: Members, limit: number): Row[] {
    return this.reader.top(scope, members, limit);
  }

  /** Player `n`'s row with up to `before` rows above and `after` below it; empty if `n` is not in the table. */
  around(scope: Scope, members: Members, n: number, before: number, after: number): Row[] {
    return this.reader.around(scope, members, n, before, after);
  }

  /** Player `n`'s rank among the members; 0 if not among them or not in the scope. */
  rankOf(scope: Scope, members: Members, n: number): number {
    return this.reader.rankOf(scope, members, n);
  }

  /** How many members have how many points. */
  histogram(scope: Scope, members: Members): Spread {
    return this.reader.histogram(scope, members);
  }

  /**
   * What ranks members who are level on points: with the histogram, every member's exact rank follows from it. null with more than
   * `limit` entries.
   */
  ties(scope: Scope, members: Members, limit: number): Tie[] | null {
    return this.reader.ties(scope, members, limit);
  }
}
