import { place, type Row, type RulesName, type Scope } from '@sunday-live/contract';
import { orderRows, RULES } from '@sunday-live/scoring';
import { type BankerMark, bankerOf } from '../game/banker.js';
import type { PointsChange } from '../game/marks.js';
import type { Picks } from '../http/queries.js';
import type { LiveState } from './apply-frame.js';
import { placesGained, type Ranks } from './first-ranks.js';
import { gapIn, sharing } from './large-league.js';

/** A row of the standings as it is drawn. The same object as before when nothing in it changed. */
export interface TableRow {
  readonly n: number;
  readonly id: string;
  readonly name: string;
  readonly team: string | null;
  readonly rank: number;
  readonly shared: boolean;
  /** null: no game has been played that could give points. */
  readonly points: number | null;
  /** Places gained since the slate began; null: not known. */
  readonly movement: number | null;
  readonly joker: boolean;
  readonly banker: BankerMark | null;
  readonly change: PointsChange | null;
  readonly own: boolean;
  readonly pinned: boolean;
  /** Rows of a large league are missing before this one. */
  readonly gap: boolean;
}

export interface TableInput {
  readonly state: LiveState;
  readonly scope: Scope;
  /** False before the first kickoff that counts for the scope. */
  readonly started: boolean;
  readonly cards: ReadonlyMap<string, Picks>;
  readonly before: Ranks | null;
  readonly changes: ReadonlyMap<number, PointsChange>;
  readonly ownId: string;
  readonly pinned: ReadonlySet<string>;
  readonly rules: RulesName;
}

/**
 * Returns the rows of the standings in order. `previous` is the last result, whose unchanged rows are kept.
 */
export function tableRows(input: TableInput, previous: readonly TableRow[]): readonly TableRow[] {
  const { state, scope } = input;
  const rows = orderRows(state.scopes[scope].values(), (n) => state.players.get(n)?.name ?? '');
  const known = new Map(previous.map((row) => [row.n, row]));
  const shared = sharedRanks(state, scope, rows);
  const gap = gapIn(state, scope, rows);
  const next = rows.map((row, i) => keep(known.get(row[0]), tableRow(input, row, shared, i === gap)));
  return next.length === previous.length && next.every((row, i) => row === previous[i]) ? previous : next;
}

function tableRow(
  input: TableInput,
  [n, rank, points]: Row,
  shared: ReadonlySet<number>,
  gap: boolean,
): TableRow {
  const player = input.state.players.get(n);
  const id = player?.id ?? String(n);
  const card = input.cards.get(id);
  return {
    n,
    id,
    name: player?.name ?? 'Unknown player',
    team: player?.team ?? null,
    rank,
    shared: shared.has(rank),
    points: input.started ? points : null,
    movement: input.started ? placesGained(input.before, n, rank) : null,
    // under rules without bankers, a mark would show something that does not count (S8)
    joker: RULES[input.rules].joker !== null && (card?.joker ?? player?.joker ?? false),
    banker: RULES[input.rules].banker === null ? null : bankerOf(card, input.state.games),
    change: input.changes.get(n) ?? null,
    own: id === input.ownId,
    pinned: input.pinned.has(id),
    gap,
  };
}

function sharedRanks(state: LiveState, scope: Scope, rows: readonly Row[]): ReadonlySet<number> {
  if (state.spread !== null)
    return new Set(rows.map(([, rank]) => rank).filter((rank) => sharing(state, scope, rank) > 1));
  const shared = new Set<number>();
  rows.forEach((row, i) => {
    if (rows[i - 1]?.[1] === row[1]) shared.add(row[1]);
  });
  return shared;
}

function keep(old: TableRow | undefined, row: TableRow): TableRow {
  if (!old) return row;
  const banker = old.banker?.key === row.banker?.key ? old.banker : row.banker;
  const next = { ...row, banker };
  for (const key of Object.keys(next) as (keyof TableRow)[]) if (next[key] !== old[key]) return next;
  return old;
}

/** `T3` for a shared rank, otherwise `3`. */
export function rankLabel(row: Pick<TableRow, 'rank' | 'shared'>): string {
  return place(row.rank, row.shared);
}
