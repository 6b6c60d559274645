import type { Row, Scope, Spread, Ties } from '@sunday-live/contract';
import type { StandingsEngine } from '@sunday-live/scoring';

/** Changes of a league's standings since the last call. */
export interface TableChanges {
  readonly scopes: Partial<Record<Scope, Row[]>>;
  /** Large leagues: the spread of each scope whose spread changed; empty when only rows may have changed. */
  readonly spread?: Spread;
  readonly ties?: Ties;
  /** True when a row that was sent before is gone, which no delta can express. */
  readonly lost?: boolean;
  /** Numbers of players that the rows mention for the first time. */
  readonly mentioned: readonly number[];
}

/** The part of a snapshot about a league's standings. */
export interface TableView {
  readonly scopes: Record<Scope, Row[]>;
  readonly spread?: Spread;
  readonly ties?: Ties;
  /** Numbers of all players that the rows mention, now or in later deltas. */
  readonly players: readonly number[];
}

/** A league's standings over an engine. It remembers what it has reported, and so finds what is new. */
export interface LeagueTable {
  /** True when every viewer sees the same rows. */
  readonly sameForAll: boolean;
  /** Returns the rows that differ from those last reported, and marks them as reported. */
  changes(engine: StandingsEngine): TableChanges;
  /** Adds new members; their rows appear in the next `changes`. */
  add(members: Iterable<number>): void;
  /** Removes a member who has no row. */
  remove(member: number): void;
  /** Compares everything in the next `changes`: the engine was replaced, so that versions are not comparable. */
  engineReplaced(): void;
  /** Returns the standings as last reported. @param viewer number of the viewing player */
  view(engine: StandingsEngine, viewer: number): TableView;
}
