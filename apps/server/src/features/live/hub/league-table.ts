import type {
  Announcement,
  Cause,
  Game,
  LivePlayer,
  Row,
  RulesName,
  Scope,
  Spread,
  Ties,
} from '@sunday-live/contract';
import type { StandingsEngine } from '@sunday-live/scoring';
import type { Folded } from '../../projection/fold-event.js';
import { jokerShown, type NodeState } from '../../projection/node-state.js';
import type { SlateEvent } from '../../slate/slate-event.js';

/** What a channel needs from the node: the state, and the engine of the league's rules. */
export interface ChannelSource {
  state(): NodeState;
  engine(rules: RulesName): StandingsEngine;
  announcements(league: string): Announcement[];
  /** Returns those of these players (numbers) who watch the league on this node. */
  watching(league: string, players: ReadonlySet<number>): Iterable<number>;
  /**
   * Called when a snapshot's body was built and encoded, which is the expensive part when many clients arrive at
   * once.
   */
  snapshotBuilt(): void;
  /** Milliseconds of a monotonic clock. */
  ticks(): number;
}

/** Players as frames name them; unknown numbers are left out. */
export function livePlayers(state: NodeState, numbers: Iterable<number>): LivePlayer[] {
  const players: LivePlayer[] = [];
  for (const n of numbers) {
    const player = state.players.at(n);
    if (player === null) continue;
    const { id, name, team } = player;
    players.push({ n, id, name, team, joker: jokerShown(state, n) });
  }
  return players;
}

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

/** Changes that were folded but not yet sent to a league. */
export class PendingDelta {
  isEmpty = true;
  /** ISO time of the newest event. */
  at = '';
  cause: Cause | null = null;
  /** True when the visible part of other players' cards may have changed. */
  cards = false;
  readonly games = new Map<string, Game>();
  /** Numbers of players who are new or displayed differently. */
  readonly players = new Set<number>();
  /** Numbers of players who saved a card of which others see nothing new: their own pages read it again. */
  readonly savers = new Set<number>();

  /** @param concerns returns true for players of the league */
  note(event: SlateEvent, folded: Folded, concerns: (n: number) => boolean): void {
    this.isEmpty = false;
    this.at = event.at;
    this.cause = folded.cause ?? this.cause;
    const isCard = event.body.kind === 'card';
    this.cards ||= folded.cards && (!isCard || folded.players.some(concerns));
    for (const game of folded.games) this.games.set(game.id, game);
    const players = isCard && !folded.cards ? this.savers : this.players;
    for (const n of folded.players) if (concerns(n)) players.add(n);
  }

  /** True when clients would see nothing but a later position. Other pages of somebody who saved a card can wait. */
  get isBlank(): boolean {
    const { cause, cards, games, players } = this;
    return cause === null && !cards && games.size + players.size === 0;
  }

  /** Marks everything as possibly changed. */
  everything(games: Iterable<Game>, players: Iterable<number>, at: string, cause: Cause | null): void {
    this.isEmpty = false;
    this.at = at;
    this.cause = cause;
    this.cards = true;
    for (const game of games) this.games.set(game.id, game);
    for (const n of players) this.players.add(n);
  }
}
