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

/** A place in the slate's log, as clients name it. */
export interface Position {
  readonly epoch: string;
  readonly since: number;
}

/** Everything that a client knows, in one order. */
export interface View {
  readonly games: Game[];
  readonly players: LivePlayer[];
  readonly scopes: Record<Scope, Row[]>;
}

/**
 * What a client knows, and how it came to know it. A server sends everything once and in order (P14), so what a real
 * client would forgive is noted here: a delta that does not follow, or that brings nothing but what was known.
 */
export class Oracle {
  readonly faults: string[] = [];
  /** Called after every frame that was applied. */
  onApplied: (() => void) | undefined;
  /** How many snapshots and deltas were applied. */
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

  /** Always applied: replaces what was known. */
  applySnapshot(frame: Snapshot): void {
    this.games.clear();
    this.players.clear();
    for (const scope of SCOPES) this.rows[scope].clear();
    this.fold(frame);
    this.snapshots += 1;
    this.moveTo(frame);
  }

  /** False when the delta does not follow: the client must ask again. */
  delta(raw: unknown): boolean {
    return this.applyDelta(deltaSchema.parse(raw));
  }

  /** The same with a frame that has been checked. */
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

  /** What is known, to compare clients with each other and with a recompute. */
  get view(): View {
    const table = (scope: Scope): Row[] => [...this.rows[scope].values()].sort((a, b) => a[0] - b[0]);
    // a player without a row may be gone: no frame says so
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
