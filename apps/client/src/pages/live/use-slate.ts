import type { LeagueSummary, Me, Scope } from '@sunday-live/contract';
import { useDeferredValue, useMemo, useRef } from 'react';
import { allOver, awaitedGames, gamesOfScope, progressOf, scopeStarted } from '../../game/slate-games.js';
import { useUnofficial } from '../../http/results.js';
import type { LiveState } from '../../live/apply-frame.js';
import type { Ranks } from '../../live/first-ranks.js';
import { withOwnRows } from '../../live/large-league.js';
import type { LiveView } from '../../live/live-store.js';
import { type TableRow, tableRows } from '../../live/table-rows.js';
import type { Swing } from './model/swing.js';
import { useByEngine } from './use-by-engine.js';
import { pickSplits, type Split, useCards } from './use-cards.js';
import type { FieldInput } from './what-if/model/field.js';

/** A state with everything that its ranks depend on. */
type TableInput = FieldInput & { readonly state: LiveState };
type ByEngine = ReturnType<typeof useByEngine>;

const NO_ROWS: readonly TableRow[] = [];
const NO_SWINGS: readonly Swing[] = [];
const NO_SPLITS: ReadonlyMap<string, Split> = new Map();

/** Returns the data of a league's slate that the parts of the page share. */
export function useSlate(
  league: LeagueSummary,
  me: Me,
  state: LiveState,
  view: LiveView,
  scope: Scope,
  pinned: ReadonlySet<string>,
) {
  const { cards, bases } = useCards(league, me, state);
  const progress = useMemo(() => progressOf(state.games), [state.games]);
  const dayKey = [...progress.day].join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the day's games by value, not by identity.
  const day = useMemo(() => progress.day, [dayKey]);
  const whole = useMemo(
    () => withOwnRows(state, cards.get(me.id), day, league.rules),
    [state, cards, me.id, day, league.rules],
  );
  const ofScope = useMemo(() => gamesOfScope(state.games, scope, day), [state.games, scope, day]);
  const started = scopeStarted(ofScope, scope, state.slate.week);
  const over = allOver(ofScope);
  const { season, type, week } = state.slate;
  const unofficial = useUnofficial(
    { season, type, week: scope === 'season' ? null : week, over: allOver(awaitedGames(ofScope, scope)) },
    state,
  );
  const engine = useByEngine();
  const began = useRanksBeforeDay(engine, { state: whole, scope, day, cards, bases, rules: league.rules });
  // no arrows until their reference is known
  const before = engine === null ? null : (began ?? view.first.ranks[scope] ?? null);
  const previous = useRef(NO_ROWS);
  const changes = view.points[scope];
  const { rules } = league;
  const rows = useMemo(() => {
    const input = { state: whole, scope, started, cards, before, changes, ownId: me.id, pinned, rules };
    previous.current = tableRows(input, previous.current);
    return previous.current;
  }, [whole, scope, started, cards, before, changes, me.id, pinned, rules]);
  const own = rows.find((row) => row.own) ?? null;
  const swings = useSwings(engine, { state: whole, scope, day, cards, bases, rules: league.rules }, own?.n);
  const splits = useMemo(
    () => (state.spread ? NO_SPLITS : pickSplits(cards.values())),
    [cards, state.spread],
  );
  return {
    cards,
    bases,
    progress,
    day,
    rows,
    own,
    swings,
    splits,
    over,
    unofficial: started && unofficial,
    started,
  };
}

/**
 * Returns the ranks before the day. They depend only on games that were over then, so a score of the day does
 * not compute them again.
 */
function useRanksBeforeDay(engine: ByEngine, input: TableInput): Ranks | null {
  const { state, scope, day, cards, bases, rules } = input;
  const past = [...state.games.values()]
    .filter((game) => !day.has(game.id))
    .map((game) => `${game.id} ${game.rev}`);
  const key = `${state.epoch} ${past.join()} ${state.scopes[scope].size}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the state only what the key names matters.
  return useMemo(() => engine?.ranksBeforeDay(input) ?? null, [engine, key, scope, day, cards, bases, rules]);
}

/** Returns the touchdown swings; deferred, because the rows move first. */
function useSwings(
  engine: ByEngine,
  { state, scope, day, cards, bases, rules }: TableInput,
  n: number | undefined,
): readonly Swing[] {
  const later = useDeferredValue(state);
  return useMemo(() => {
    if (engine === null || n === undefined) return NO_SWINGS;
    return engine.touchdownSwings(
      { state: later, scope, day, cards, bases, rules },
      n,
      later.spread !== null,
    );
  }, [engine, later, scope, day, cards, bases, rules, n]);
}
