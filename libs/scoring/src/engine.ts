import { ABSENT, keyPoints, keyRight } from './engine/game-column.js';
import { bankerTotals } from './engine/player-order.js';
import { type EnginePlayer, type EnginePlayers, ScoreStore } from './engine/score-store.js';
import { type Members, TableReader } from './engine/table-reader.js';
import type { Rules } from './rules.js';
import type { SeasonBase } from './season-base.js';
import type { Spread, Tie } from './spread.js';
import type { GameState, Row, Scope } from './types.js';

export { PICK_CLASSES, pickClass, pickOfClass } from './engine/game-column.js';
export { type EnginePlayer, type EnginePlayers, playerProblem } from './engine/score-store.js';
export type { Members } from './engine/table-reader.js';

/**
 * The standings of one week under one set of rules. Data is kept in columns (one array for each field, one
 * byte for each player and game), so that a score touches only the picks of its game, and a ranking counts
 * instead of sorting. The results always equal those of `dayStandings`, `weekStandings` and `seasonStandings`
 * for the same cards and games. A league is a list of members; the cost of its queries depends on the
 * members, not on all players. Use a new engine for a new week.
 *
 * Players are numbered from 0 without gaps: a number costs about 50 bytes and its name.
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

  /** Highest player number seen, plus one: the length of arrays about all players. */
  get playerCount(): number {
    return this.store.players.count;
  }

  /** Grows with every change that can affect standings; the same version means the same answers. */
  get version(): number {
    return this.store.version;
  }

  /**
   * Sets the current state of a game; an unknown game joins the week. `inDay` says whether it belongs to the
   * current game day; when absent, that stays unchanged (no for a new game). Returns true when any total or
   * average can have changed. A game whose scores are not integers from 0 to 999 counts for nothing.
   */
  setGame(game: GameState, inDay?: boolean): boolean {
    return this.store.setGame(game, inDay);
  }

  /** Returns a game of the week; null when it is not in the week. */
  game(id: string): GameState | null {
    return this.store.game(id);
  }

  /** Returns the games of the week, in the order in which they were first set. */
  games(): GameState[] {
    return this.store.games.flatMap((column) => (column.game ? [column.game] : []));
  }

  /**
   * Removes a game from the week; its picks count again if it returns. Returns true when any total can have
   * changed.
   */
  removeGame(id: string): boolean {
    return this.store.removeGame(id);
  }

  /** Sets all games of the week and the current game day; games that are not in `games` leave the week. */
  setGames(games: Iterable<GameState>, day: ReadonlySet<string>): void {
    const left = new Set(this.games().map((game) => game.id));
    for (const game of games) {
      this.store.setGame(game, day.has(game.id));
      left.delete(game.id);
    }
    for (const id of left) this.store.removeGame(id);
  }

  /**
   * Sets all data of player `n` and replaces what was there. Throws RangeError when `playerProblem` names a
   * problem.
   */
  setPlayer(n: number, player: EnginePlayer): void {
    this.store.setPlayer(n, player);
  }

  /**
   * Sets all data of many players at once: equals `setPlayer` of each, in a fraction of its time. Games of the week
   * should be set before.
   */
  setPlayers(players: EnginePlayers): void {
    this.store.setPlayers(players);
  }

  /**
   * Changes points, right picks and bankers of the other weeks, for a player with a card in one of them.
   * `from` is the engine's current value; neither `from` nor `to` may have a `playerProblem`. Cheap, because
   * one score changes thousands of players.
   */
  moveBase(n: number, from: SeasonBase, to: SeasonBase): void {
    this.store.moveBase(n, from, to);
  }

  /** Removes player `n`; does nothing for an unknown number. */
  removePlayer(n: number): void {
    this.store.removePlayer(n);
  }

  /** Returns whether player `n` is in this scope: with a card of the week, in `season` with any card. */
  has(scope: Scope, n: number): boolean {
    return this.store.players.key(scope, n) !== ABSENT;
  }

  /** Returns the points of player `n`; 0 for players outside the scope. */
  pointsOf(scope: Scope, n: number): number {
    return this.has(scope, n) ? keyPoints(scope, this.store.players.key(scope, n)) : 0;
  }

  /** Returns the right picks of player `n`; 0 for players outside the scope. */
  rightOf(scope: Scope, n: number): number {
    return this.has(scope, n) ? keyRight(scope, this.store.players.key(scope, n)) : 0;
  }

  /** Returns the season's average banker points of player `n`; null while no banker counts. */
  bankerAverageOf(n: number): number | null {
    if (!this.has('season', n)) return null;
    const { points, bankers } = bankerTotals(this.store.players, this.store.games, n);
    return bankers === 0 ? null : points / bankers;
  }

  /**
   * Writes competition ranks into `out`: `out[i]` is the rank of `members[i]` (of player i for 'all'), 0 for
   * players outside the scope. Exact, with tie-breaks. Returns the number of ranked players. Throws
   * RangeError if `out` is too short.
   */
  rank(scope: Scope, members: Members, out: Uint32Array): number {
    return this.reader.rank(scope, members, out);
  }

  /** Returns the first `limit` rows in order (rank, then name), without sorting the others. */
  top(scope: Scope, members: Members, limit: number): Row[] {
    return this.reader.top(scope, members, limit);
  }

  /**
   * Returns player `n`'s row with up to `before` rows above and `after` below it; empty if `n` is not in the
   * standings.
   */
  around(scope: Scope, members: Members, n: number, before: number, after: number): Row[] {
    return this.reader.around(scope, members, n, before, after);
  }

  /** Returns player `n`'s rank among the members; 0 outside the members or the scope. */
  rankOf(scope: Scope, members: Members, n: number): number {
    return this.reader.rankOf(scope, members, n);
  }

  /**
   * Returns the ranks of several players among the members, in the order of `wanted`; 0 outside the members or the scope.
   * One pass over the members serves all of them.
   */
  ranksOf(scope: Scope, members: Members, wanted: readonly number[]): number[] {
    return this.reader.ranksOf(scope, members, wanted);
  }

  /** Returns how many members have each number of points. */
  histogram(scope: Scope, members: Members): Spread {
    return this.reader.histogram(scope, members);
  }

  /**
   * Returns the tie-breaks of members with equal points; with the histogram, every member's exact rank
   * follows. Returns null when there are more than `limit` entries.
   */
  ties(scope: Scope, members: Members, limit: number): Tie[] | null {
    return this.reader.ties(scope, members, limit);
  }
}
