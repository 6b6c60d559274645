import { type Row, SCOPES, type Scope } from '@sunday-live/contract';
import type { StandingsEngine } from '@sunday-live/scoring';
import type { LeagueTable, TableChanges, TableView } from './league-table.js';

/** Visible state of one player; rank 0: not in the standings. */
interface Told {
  rank: number;
  points: number;
}

/** Standings of a league that sends all its rows. */
export class SmallLeagueTable implements LeagueTable {
  readonly sameForAll = true;
  private members: Uint32Array = new Uint32Array(0);
  private ranks: Uint32Array = new Uint32Array(0);
  private readonly told: Record<Scope, Told[]> = { day: [], week: [], season: [] };
  /** The engine's version that was reported; null: everything is compared. */
  private toldVersion: number | null = null;

  constructor(members: Iterable<number>) {
    this.add(members);
  }

  add(members: Iterable<number>): void {
    const known = new Set(this.members);
    const added = [...members].filter((n) => !known.has(n));
    if (added.length === 0) return;
    this.toldVersion = null;
    this.members = Uint32Array.from([...this.members, ...added]);
    this.ranks = new Uint32Array(this.members.length);
    for (const scope of SCOPES) {
      for (const _ of added) this.told[scope].push({ rank: 0, points: 0 });
    }
  }

  remove(member: number): void {
    const i = this.members.indexOf(member);
    if (i < 0) return;
    this.members = this.members.filter((n) => n !== member);
    this.ranks = new Uint32Array(this.members.length);
    for (const scope of SCOPES) this.told[scope].splice(i, 1);
  }

  changes(engine: StandingsEngine): TableChanges {
    const scopes: TableChanges['scopes'] = {};
    if (this.toldVersion === engine.version) return { scopes, mentioned: [] };
    this.toldVersion = engine.version;
    let lost = false;
    for (const scope of SCOPES) {
      const rows = this.changedRows(engine, scope);
      lost ||= rows.some(([, rank]) => rank === 0);
      if (rows.length > 0) scopes[scope] = rows;
    }
    return { scopes, lost, mentioned: [] };
  }

  engineReplaced(): void {
    this.toldVersion = null;
  }

  view(): TableView {
    return {
      scopes: { day: this.rows('day'), week: this.rows('week'), season: this.rows('season') },
      players: [...this.members],
    };
  }

  /** Rank 0: the row is gone. */
  private changedRows(engine: StandingsEngine, scope: Scope): Row[] {
    const rows: Row[] = [];
    engine.rank(scope, this.members, this.ranks);
    this.told[scope].forEach((told, i) => {
      const n = this.members[i] ?? 0;
      const rank = this.ranks[i] ?? 0;
      const points = engine.pointsOf(scope, n);
      if (rank === told.rank && points === told.points) return;
      told.rank = rank;
      told.points = points;
      rows.push([n, rank, points]);
    });
    return rows;
  }

  private rows(scope: Scope): Row[] {
    return this.told[scope]
      .map(({ rank, points }, i): Row => [this.members[i] ?? 0, rank, points])
      .filter(([, rank]) => rank > 0)
      .sort((a, b) => a[1] - b[1]);
  }
}
