import {
  MAX_TIES,
  NEIGHBOURS,
  type OwnBase,
  type Row,
  type RulesName,
  SCOPES,
  type Scope,
  type Spread,
  type Ties,
  TOP_ROWS,
} from '@sunday-live/contract';
import { changedRows, type Members, RULES, type StandingsEngine } from '@sunday-live/scoring';
import { type NodeState, seasonBase } from '../../projection/node-state.js';
import type { LeagueTable, TableChanges, TableView } from './league-table.js';

/** The data from which a viewer in a large league computes the own rows with the own card. */
export function ownBase(state: NodeState, rules: RulesName, n: number): OwnBase {
  const base = seasonBase(state, rules, n);
  const { points, right, bankerPoints, bankers } = base;
  const rule = RULES[rules].joker;
  return {
    n,
    season: base.cards > 0 ? { points, right, bankerPoints, bankers } : null,
    jokerCounts: rule !== null && (rule.counts === 'every' || base.earlierJokers === 0),
  };
}

type Told = Record<Scope, { top: readonly Row[]; spread: string }>;

type Shared = Required<Pick<TableView, 'spread' | 'ties'>>;

/**
 * Standings of a league of which only the first rows are sent, with the spread, from which every client computes its
 * own rank.
 */
export class LargeLeagueTable implements LeagueTable {
  readonly sameForAll = false;
  private readonly told: Told = {
    day: { top: [], spread: '[]' },
    week: { top: [], spread: '[]' },
    season: { top: [], spread: '[]' },
  };

  private toldVersion: number | null = null;
  private known: {
    readonly engine: StandingsEngine;
    readonly version: number;
    readonly members: Members;
    readonly shared: Shared;
  } | null = null;

  constructor(private members: Members) {}

  add(members: Iterable<number>): void {
    if (this.members === 'all') return;
    const known = new Set(this.members);
    const before = known.size;
    for (const n of members) known.add(n);
    if (known.size === before) return;
    this.members = Uint32Array.from(known);
    this.toldVersion = null;
  }

  remove(member: number): void {
    if (this.members !== 'all') this.members = this.members.filter((n) => n !== member);
  }

  changes(engine: StandingsEngine): TableChanges {
    const scopes: TableChanges['scopes'] = {};
    if (this.toldVersion === engine.version) return { scopes, mentioned: [] };
    this.toldVersion = engine.version;
    const spread: Spread = {};
    const ties: Ties = {};
    const mentioned = new Set<number>();
    for (const scope of SCOPES) {
      const told = this.told[scope];
      const top = engine.top(scope, this.members, TOP_ROWS).map(mutable);
      const { rows, gone } = changedRows(told.top, top);
      const left = this.rowsOf(engine, scope, gone);
      if (rows.length + left.length > 0) scopes[scope] = [...rows.map(mutable), ...left];
      const before = new Set(told.top.map(([n]) => n));
      for (const [n] of rows) if (!before.has(n)) mentioned.add(n);
      told.top = top;

      const histogram = engine.histogram(scope, this.members);
      const tied = engine.ties(scope, this.members, MAX_TIES) ?? [];
      const encoded = JSON.stringify([histogram, tied]);
      if (encoded === told.spread) continue;
      told.spread = encoded;
      spread[scope] = histogram;
      ties[scope] = tied;
    }
    return { scopes, spread, ties, mentioned: [...mentioned] };
  }

  engineReplaced(): void {
    this.toldVersion = null;
  }

  view(engine: StandingsEngine, viewer: number): TableView {
    const scopes = byScope((scope) => this.rowsFor(engine, scope, viewer));
    const players = new Set([viewer, ...SCOPES.flatMap((scope) => scopes[scope].map(([n]) => n))]);
    return { scopes, ...this.shared(engine), players: [...players] };
  }

  /** Returns what every viewer gets, made once per version: thousands of viewers may come at once. */
  private shared(engine: StandingsEngine): Shared {
    const { version } = engine;
    const { known } = this;
    if (known?.engine === engine && known.version === version && known.members === this.members)
      return known.shared;
    const shared = {
      spread: byScope((scope) => engine.histogram(scope, this.members)),
      ties: byScope((scope) => engine.ties(scope, this.members, MAX_TIES) ?? []),
    };
    this.known = { engine, version, members: this.members, shared };
    return shared;
  }

  private rowsFor(engine: StandingsEngine, scope: Scope, viewer: number): Row[] {
    const top = this.told[scope].top.map(mutable);
    const known = new Set(top.map(([n]) => n));
    const around = engine.around(scope, this.members, viewer, NEIGHBOURS, NEIGHBOURS).map(mutable);
    return [...top, ...around.filter(([n]) => !known.has(n))];
  }

  /**
   * Returns the rows that have left the first ones, so that clients learn that these players are no longer among
   * them.
   */
  private rowsOf(engine: StandingsEngine, scope: Scope, numbers: readonly number[]): Row[] {
    const ranks = engine.ranksOf(scope, this.members, numbers);
    return numbers
      .map((n, i): Row => [n, ranks[i] ?? 0, engine.pointsOf(scope, n)])
      .filter(([, rank]) => rank > 0);
  }
}

function byScope<T>(of: (scope: Scope) => T): Record<Scope, T> {
  return { day: of('day'), week: of('week'), season: of('season') };
}

function mutable([n, rank, points]: readonly [number, number, number]): Row {
  return [n, rank, points];
}
