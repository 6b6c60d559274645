import { NEIGHBOURS, type Row, type RulesName, SCOPES, type Scope, TOP_ROWS } from '@sunday-live/contract';
import { type CardPicks, DEFAULT_RULES, RULES } from '@sunday-live/scoring';
import type { LiveState } from '../../apps/client/src/live/apply-frame.js';
import { withOwnRows } from '../../apps/client/src/live/large-league.js';
import { type TableRow, tableRows } from '../../apps/client/src/live/table-rows.js';

/** The viewer of a league, and what the page knows of them apart from the stream. */
export interface Viewer {
  readonly n: number;
  readonly id: string;
  readonly card: CardPicks | undefined;
  /** Ids of the games of the day that is played. */
  readonly day: ReadonlySet<string>;
  readonly rules: RulesName;
}

/**
 * Compares the rows that a page draws for a state with the standings recomputed from scratch at the state's position.
 * @param truth all rows by scope, in the order of the table
 * @param large whether the league is sent in parts: then the drawn rows must be correct, and the first ones, the own
 * one and its neighbours must be among them
 * @returns the differences in words; empty: none
 */
export function drawnFaults(
  state: LiveState,
  viewer: Viewer,
  truth: Readonly<Record<Scope, readonly Row[]>>,
  large: boolean,
): string[] {
  const shown = withOwnRows(state, viewer.card, viewer.day, viewer.rules);
  return SCOPES.flatMap((scope) =>
    (large
      ? ofLarge(state, drawnRows(shown, scope, viewer.id), viewer, scope, truth[scope])
      : ofSmall(state, scope, truth[scope])
    ).map((fault) => `${scope}: ${fault}`),
  );
}

function ofSmall(state: LiveState, scope: Scope, all: readonly Row[]): string[] {
  const byPlayer = (rows: Iterable<Row>) => JSON.stringify([...rows].sort((a, b) => a[0] - b[0]));
  const [shown, wanted] = [byPlayer(state.scopes[scope].values()), byPlayer(all)];
  return shown === wanted ? [] : [`${shown} for ${wanted}`];
}

function ofLarge(
  state: LiveState,
  drawn: readonly TableRow[],
  viewer: Viewer,
  scope: Scope,
  all: readonly Row[],
): string[] {
  const faults: string[] = [];
  const same = (what: string, found: unknown, wanted: unknown) => {
    if (JSON.stringify(found) !== JSON.stringify(wanted))
      faults.push(`${what}: ${JSON.stringify(found)} for ${JSON.stringify(wanted)}`);
  };
  const places = new Map(all.map(([n], i) => [n, i]));
  const place = (row: TableRow) => places.get(row.n) ?? -1;
  const ranks = new Map<number, number>();
  for (const [, rank] of all) ranks.set(rank, (ranks.get(rank) ?? 0) + 1);

  for (const [i, row] of drawn.entries()) {
    same('row', [row.n, row.rank, row.points], all[place(row)]);
    same(`shared rank of ${row.n}`, row.shared, (ranks.get(row.rank) ?? 0) > 1);
    const above = drawn[i - 1];
    const hidden = above !== undefined && place(row) > place(above) + 1;
    // before a shared rank a gap may be marked although nobody is missing
    if (hidden || !row.shared) same(`gap before ${row.n}`, row.gap, hidden);
  }
  const numbers = drawn.map(({ n }) => n);
  same(
    'first rows',
    numbers.slice(0, TOP_ROWS),
    all.slice(0, TOP_ROWS).map(([n]) => n),
  );
  const known = scope !== 'season' || !state.outdated.base;
  if (known && RULES[viewer.rules].joker?.on !== 'week')
    same(
      'own row',
      drawn.some(({ own }) => own),
      places.has(viewer.n),
    );
  const own = places.get(viewer.n);
  if (!state.outdated.neighbours && own !== undefined) {
    const near = all.slice(Math.max(0, own - NEIGHBOURS), own + NEIGHBOURS + 1).map(([n]) => n);
    same(
      'neighbours that are not drawn',
      near.filter((n) => !numbers.includes(n)),
      [],
    );
  }
  return faults;
}

function drawnRows(state: LiveState, scope: Scope, ownId: string): readonly TableRow[] {
  const none = {
    cards: new Map(),
    before: null,
    changes: new Map(),
    pinned: new Set<string>(),
    rules: DEFAULT_RULES,
  };
  return tableRows({ state, scope, started: true, ownId, ...none }, []);
}
