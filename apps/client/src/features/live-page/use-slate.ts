import type { LeagueSummary, Me, RulesName, Scope } from '@sunday-live/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { historyQuery, leagueCardsQuery, myCardQuery, type Picks } from '../../http/queries.js';
import { useUnofficial } from '../../http/results.js';
import type { LiveState } from '../../live/apply-frame.js';
import type { LiveEvent } from '../../live/live-event.js';
import type { LiveView } from '../../live/live-store.js';
import { cardsOfGames, useOwnCardFollows } from '../../live/use-own-card-follows.js';
import { cardsShown } from './model/cards-shown.js';
import { eventFeed, eventsOfHistory } from './model/event-feed.js';
import { withOwnRows } from './model/large-league.js';
import { type Ranks, ranksBeforeDay } from './model/movement.js';
import { type Swing, touchdownSwings } from './model/next-touchdowns.js';
import { withLockedOf } from './model/own-card.js';
import { pickSplits, type Split } from './model/pick-split.js';
import { allOver, gamesOfScope, progressOf, scopeStarted } from './model/slate-games.js';
import { type TableRow, tableRows } from './model/table-rows.js';

const NO_CARDS: ReadonlyMap<string, Picks> = new Map();
const NO_ROWS: readonly TableRow[] = [];
const NO_SWINGS: readonly Swing[] = [];
const NO_SPLITS: ReadonlyMap<string, Split> = new Map();

/** The cards of the league by player id, the own one whole; asked for again when another game is locked, the own one also after each save. */
export function useCards(league: LeagueSummary, me: Me, state: LiveState): ReadonlyMap<string, Picks> {
  const client = useQueryClient();
  const { week } = state.slate;
  const query = leagueCardsQuery(league.id, week, state.epoch);
  const { data: all, dataUpdatedAt: allAt } = useQuery({ ...query, enabled: state.spread === null });
  const { data: mine, dataUpdatedAt: mineAt } = useQuery(myCardQuery(week));
  useOwnCardFollows(me.id, week, state);
  const begun = useMemo(() => cardsOfGames(state.games.values()), [state.games]);
  // a game that began has opened its picks, a player who came has a card
  const reasons = `${begun} ${state.players.size}`;
  const known = useRef(reasons);
  useEffect(() => {
    if (known.current === reasons) return;
    known.current = reasons;
    void client.invalidateQueries({ queryKey: ['league-cards', league.id] });
  }, [reasons, client, league.id]);
  return useMemo(() => {
    if (!all && !mine) return NO_CARDS;
    const cards = cardsShown(all?.cards ?? [], state.players);
    const ofLeague = allAt > mineAt ? cards.get(me.id) : undefined;
    if (mine && mine.version > 0) cards.set(me.id, withLockedOf(mine, ofLeague));
    return cards;
  }, [all, allAt, mine, mineAt, me.id, state.players]);
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
    () => withOwnRows(state, cards.get(me.id), day, league.rules),
    [state, cards, me.id, day, league.rules],
  );
  const ofScope = useMemo(() => gamesOfScope(state.games, scope, day), [state.games, scope, day]);
  const started = scopeStarted(ofScope, scope, state.slate.week);
  const over = allOver(ofScope);
  const { season, week } = state.slate;
  const unofficial = useUnofficial({ season, week: scope === 'season' ? null : week, over });
  const began = useRanksBeforeDay(whole, scope, day, cards, league.rules);
  const before = began ?? view.first.ranks[scope] ?? null;
  const previous = useRef(NO_ROWS);
  const changes = view.points[scope];
  const { rules } = league;
  const rows = useMemo(() => {
    const input = { state: whole, scope, started, cards, before, changes, ownId: me.id, pinned, rules };
    previous.current = tableRows(input, previous.current);
    return previous.current;
  }, [whole, scope, started, cards, before, changes, me.id, pinned, rules]);
  const own = rows.find((row) => row.own) ?? null;
  const swings = useSwings(whole, scope, day, cards, league.rules, own?.n);
  const splits = useMemo(
    () => (state.spread ? NO_SPLITS : pickSplits(cards.values())),
    [cards, state.spread],
  );
  return {
    cards,
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
 * The ranks before the day. They depend on what was over by then, so a score of the day does not work them out anew.
 */
function useRanksBeforeDay(
  state: LiveState,
  scope: Scope,
  day: ReadonlySet<string>,
  cards: ReadonlyMap<string, Picks>,
  rules: RulesName,
): Ranks | null {
  const past = [...state.games.values()]
    .filter((game) => !day.has(game.id))
    .map((game) => `${game.id} ${game.rev}`);
  const key = `${state.epoch} ${past.join()} ${state.scopes[scope].size}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the state only what the key names matters.
  return useMemo(() => ranksBeforeDay(state, scope, day, cards, rules), [key, scope, day, cards, rules]);
}

/** The touchdown swings; they may come a moment after the rows, which move first. */
function useSwings(
  state: LiveState,
  scope: Scope,
  day: ReadonlySet<string>,
  cards: ReadonlyMap<string, Picks>,
  rules: RulesName,
  n: number | undefined,
): readonly Swing[] {
  const later = useDeferredValue(state);
  return useMemo(
    () => (n === undefined ? NO_SWINGS : touchdownSwings({ state: later, scope, day, cards, rules, n })),
    [later, scope, day, cards, rules, n],
  );
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
  const later = useDeferredValue(view.events);
  const seq = useDeferredValue(state.seq);
  const shown = useRef<readonly LiveEvent[]>([]);
  return useMemo(() => {
    const feed = eventFeed(past, later, seq);
    if (feed.length !== shown.current.length || feed[0] !== shown.current[0]) shown.current = feed;
    return shown.current;
  }, [past, later, seq]);
}

export type SlateView = ReturnType<typeof useSlate>;
