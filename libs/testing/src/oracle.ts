import {
  type Delta,
  deltaSchema,
  type Game,
  type LivePlayer,
  type Row,
  SCOPES,
  type Scope,
  type Snapshot,
  snapshotSchema,
} from '@sunday-live/contract';

/** A position in the slate log, as clients send it. */
export interface Position {
  readonly epoch: string;
  readonly since: number;
}

/** A client's whole state, in a fixed order. */
export interface View {
  readonly games: Game[];
  readonly players: LivePlayer[];
  readonly scopes: Record<Scope, Row[]>;
}

/**
 * A client's state with a check of how it got there. A server sends everything once and in order (P14), so
 * faults that a real client would tolerate are recorded: a delta that does not follow, or one that brings
 * nothing new.
 */
export class Oracle {
  readonly faults: string[] = [];
  /** Called after every applied frame. */
  onApplied: (() => void) | undefined;
  /** Number of applied snapshots and deltas. */
  snapshots = 0;
  deltas = 0;
  epoch = '';
  seq = -1;
  private readonly games = new Map<string, Game>();
  private readonly players = new Map<number, LivePlayer>();
  private readonly rows: Record<Scope, Map<number, Row>> = {
    day: new Map(),
    week: new Map(),
    season: new Map(),
  };

  get position(): Position | undefined {
    return this.seq < 0 ? undefined : { epoch: this.epoch, since: this.seq };
  }

  snapshot(raw: unknown): void {
    this.applySnapshot(snapshotSchema.parse(raw));
  }

  /** Replaces the whole state. */
  applySnapshot(frame: Snapshot): void {
    this.games.clear();
    this.players.clear();
    for (const scope of SCOPES) this.rows[scope].clear();
    this.fold(frame);
    this.snapshots += 1;
    this.moveTo(frame);
  }

  /** Applies a delta; returns false when it does not follow, so the client must subscribe again. */
  delta(raw: unknown): boolean {
    return this.applyDelta(deltaSchema.parse(raw));
  }

  /** Applies a delta that has been parsed. */
  applyDelta(frame: Delta): boolean {
    const follows = frame.epoch === this.epoch && frame.from <= this.seq + 1;
    const known = follows && frame.seq <= this.seq;
    if (!follows || known) this.faults.push(unexpected(frame, this));
    if (!follows || known) return known;
    this.fold(frame);
    this.deltas += 1;
    this.moveTo(frame);
    return true;
  }

  /** The state, to compare clients with each other and with a recomputation. */
  get view(): View {
    const table = (scope: Scope): Row[] => [...this.rows[scope].values()].sort((a, b) => a[0] - b[0]);
    // a player without a row may have left: no frame reports that
    const listed = (n: number) => SCOPES.some((scope) => this.rows[scope].has(n));
    return {
      games: [...this.games.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
      players: [...this.players.values()].filter(({ n }) => listed(n)).sort((a, b) => a.n - b.n),
      scopes: { day: table('day'), week: table('week'), season: table('season') },
    };
  }

  private fold(frame: Snapshot | Delta): void {
    for (const game of frame.games) this.games.set(game.id, game);
    for (const player of frame.players ?? []) this.players.set(player.n, player);
    for (const scope of SCOPES)
      for (const row of frame.scopes[scope] ?? []) this.rows[scope].set(row[0], row);
  }

  private moveTo({ epoch, seq }: Snapshot | Delta): void {
    this.epoch = epoch;
    this.seq = seq;
    this.onApplied?.();
  }
}

function unexpected({ epoch, from, seq }: Delta, at: { epoch: string; seq: number }): string {
  return `delta ${from}…${seq}${epoch === at.epoch ? '' : ' of another epoch'} at position ${at.seq}`;
}
