import type { LeagueSummary, Me, Scope } from '@sunday-live/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { historyQuery, leagueCardsQuery, myCardQuery, type Picks } from '../../http/queries.js';
import type { LiveState } from '../../live/apply-frame.js';
import type { LiveView } from '../../live/live-store.js';
import { eventFeed, eventsOfHistory } from './model/event-feed.js';
import { withOwnRows } from './model/large-league.js';
import { ranksBeforeDay } from './model/movement.js';
import { type Swing, touchdownSwings } from './model/next-touchdowns.js';
import { pickSplits } from './model/pick-split.js';
import { gamesOfScope, isUnofficial, progressOf, scopeStarted } from './model/slate-games.js';
import { type TableRow, tableRows } from './model/table-rows.js';

const NO_CARDS: ReadonlyMap<string, Picks> = new Map();
const NO_ROWS: readonly TableRow[] = [];

/** The cards of the league by player id, the own one whole; asked for again when another game is locked. */
export function useCards(league: LeagueSummary, me: Me, state: LiveState): ReadonlyMap<string, Picks> {
  const client = useQueryClient();
  const { week } = state.slate;
  const query = leagueCardsQuery(league.id, week, state.epoch);
  const { data: all } = useQuery({ ...query, enabled: state.spread === null });
  const { data: mine } = useQuery(myCardQuery(week));
  const begun = useMemo(
    () => [...state.games.values()].filter((game) => game.state !== 'pre').length,
    [state.games],
  );
  const known = useRef(begun);
  useEffect(() => {
    if (known.current === begun) return;
    known.current = begun;
    void client.invalidateQueries({ queryKey: ['league-cards', league.id] });
  }, [begun, client, league.id]);
  return useMemo(() => {
    if (!all && !mine) return NO_CARDS;
    const cards = new Map<string, Picks>(all?.cards.map((card) => [card.player, card]));
    if (mine && mine.version > 0) cards.set(me.id, mine);
    return cards;
  }, [all, mine, me.id]);
}

/** Everything about a league's slate that the parts of the page share. */
export function useSlate(
  league: LeagueSummary,
  me: Me,
  state: LiveState,
  view: LiveView,
  scope: Scope,
  pinned: ReadonlySet<string>,
) {
  const cards = useCards(league, me, state);
  const progress = useMemo(() => progressOf(state.games), [state.games]);
  const dayKey = [...progress.day].join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the day's games by value, not by identity.
  const day = useMemo(() => progress.day, [dayKey]);
  const whole = useMemo(
    () => withOwnRows(state, cards.get(me.id), me.id, day, league.rules),
    [state, cards, me.id, day, league.rules],
  );
  const ofScope = useMemo(() => gamesOfScope(state.games, scope, day), [state.games, scope, day]);
  const started = scopeStarted(ofScope, scope, state.slate.week);
  const before = useMemo(
    () => ranksBeforeDay(whole, scope, day, cards, league.rules) ?? view.first.ranks[scope] ?? null,
    [whole, scope, day, cards, league.rules, view.first],
  );
  const previous = useRef(NO_ROWS);
  const changes = view.points[scope];
  const rows = useMemo(() => {
    const input = { state: whole, scope, started, cards, before, changes, ownId: me.id, pinned };
    previous.current = tableRows(input, previous.current);
    return previous.current;
  }, [whole, scope, started, cards, before, changes, me.id, pinned]);
  const own = rows.find((row) => row.own) ?? null;
  const ownN = own?.n;
  const swings = useMemo(
    (): readonly Swing[] =>
      ownN === undefined
        ? []
        : touchdownSwings({ state: whole, scope, day, cards, rules: league.rules, n: ownN }),
    [whole, scope, day, cards, league.rules, ownN],
  );
  const splits = useMemo(
    () => (state.spread ? new Map() : pickSplits(cards.values())),
    [cards, state.spread],
  );
  return {
    cards,
    progress,
    rows,
    own,
    swings,
    splits,
    unofficial: started && isUnofficial(ofScope),
    started,
  };
}

/** The event feed; read from the log when it is first shown, and again when live events were missed. */
export function useEvents(league: string, state: LiveState, view: LiveView, enabled: boolean) {
  const client = useQueryClient();
  const query = historyQuery(league, state.slate.week, state.epoch);
  const { data } = useQuery({ ...query, enabled });
  const missed = view.eventsMissedAt;
  useEffect(() => {
    if (missed !== null) void client.invalidateQueries({ queryKey: ['history', league] });
  }, [missed, client, league]);
  const past = useMemo(() => (data ? eventsOfHistory(data) : []), [data]);
  return useMemo(() => eventFeed(past, view.events, state.seq), [past, view.events, state.seq]);
}

export type SlateView = ReturnType<typeof useSlate>;
