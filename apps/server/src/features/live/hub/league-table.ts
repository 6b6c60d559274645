import type { Row, Scope, Spread, Ties } from '@sunday-live/contract';
import type { StandingsEngine } from '@sunday-live/scoring';

/** What changed in a league's table since it was last asked. */
export interface TableChanges {
  readonly scopes: Partial<Record<Scope, Row[]>>;
  /** Large leagues: the spread of each scope whose spread changed; empty when only rows may have changed. */
  readonly spread?: Spread;
  readonly ties?: Ties;
  /** A row is gone that was sent before: no delta can say so. */
  readonly lost?: boolean;
  /** Numbers of players that the rows mention for the first time. */
  readonly mentioned: readonly number[];
}

/** What a snapshot shows of a league's table. */
export interface TableView {
  readonly scopes: Record<Scope, Row[]>;
  readonly spread?: Spread;
  readonly ties?: Ties;
  /** Numbers of all players that the rows mention, or that may come to be mentioned. */
  readonly players: readonly number[];
}

/** A league's table over an engine: knows what it told last, so that it can tell what is new. */
export interface LeagueTable {
  /** Whether every viewer sees the same rows. */
  readonly sameForAll: boolean;
  /** Rows that differ from those last told; they count as told. */
  changes(engine: StandingsEngine): TableChanges;
  /** Takes in members who were not there before; what they change is news at the next `changes`. */
  add(members: Iterable<number>): void;
  /** Forgets a member who has no row. */
  remove(member: number): void;
  /** The next `changes` is asked of another engine, whose versions say nothing of what was told. */
  engineReplaced(): void;
  /** The table as last told. @param viewer number of the player who looks */
  view(engine: StandingsEngine, viewer: number): TableView;
}
