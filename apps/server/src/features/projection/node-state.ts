import type { Game, RulesName } from '@sunday-live/contract';
import {
  baseOf,
  type CardPicks,
  cardProblem,
  currentGameDay,
  EMPTY_BASE,
  type GameDay,
  isJokerLocked,
  isScore,
  playerProblem,
  RULES,
  type SeasonBase,
  StandingsEngine,
  type WeekCard,
} from '@sunday-live/scoring';
import type { SeasonState } from '../slate/slate-reader.js';
import { weekWords } from '../slate/week-key.js';
import { OtherWeeks } from './other-weeks.js';

/** A player on this node: who they are and what they play this week. */
export interface NodePlayer {
  readonly n: number;
  readonly id: string;
  readonly name: string;
  readonly team: string | null;
  /** Card of the current week. */
  readonly card: CardPicks | null;
  /** Weeks of the season with a card, one bit a week. */
  readonly weeks: number;
  /** Those of them whose card has a joker. */
  readonly jokers: number;
  /** Totals of the other weeks, by rules in use. */
  readonly bases: ReadonlyMap<RulesName, SeasonBase>;
}

/** Everything that standings follow from, at one position of the log. */
export interface NodeState {
  epoch: string;
  seq: number;
  season: SeasonState | null;
  /** Games of the current week. */
  games: Map<string, Game>;
  /** Games of the current week whose picks are locked, or which have started. */
  locked: Set<string>;
  /** Ids of the players whose joker of the current week is locked: no other joker counts or is shown. */
  lockedJokers: Set<string>;
  day: GameDay | null;
  players: Map<string, NodePlayer>;
  byNumber: Map<number, NodePlayer>;
  engines: Map<RulesName, StandingsEngine>;
  /** Last position whose effect can't be told as changed rows: who stands before it needs a snapshot. */
  barrier: number;
  /** Games and picks of the season's other weeks. */
  readonly others: OtherWeeks;
  /** What could not be counted since somebody last looked here. */
  readonly leftOut: LeftOut[];
}

/** Something stored that the standings go on without. */
export interface LeftOut {
  readonly what: 'card' | 'player' | 'game' | 'event';
  /** Which one; the same one is reported once. */
  readonly id: string;
  readonly reason: string;
}

/** The state before anything is known. @param rules those that leagues watched on this node rank by */
export function emptyState(
  at: Pick<NodeState, 'epoch' | 'seq' | 'season' | 'barrier'>,
  rules: Iterable<RulesName>,
): NodeState {
  return {
    ...at,
    games: new Map(),
    locked: new Set(),
    lockedJokers: new Set(),
    day: null,
    players: new Map(),
    byNumber: new Map(),
    engines: new Map([...rules].map((name) => [name, new StandingsEngine(RULES[name])])),
    others: new OtherWeeks(),
    leftOut: [],
  };
}

export function weekBit(week: number): number {
  return 1 << (week - 1);
}

/** Puts a player into every engine, without a joker that can still change; where the totals do not fit into it, without card and totals. */
export function enterPlayer(state: NodeState, player: NodePlayer): void {
  state.players.set(player.id, player);
  state.byNumber.set(player.n, player);
  const joker = jokerLocked(state, player);
  if (joker) state.lockedJokers.add(player.id);
  else state.lockedJokers.delete(player.id);
  const card = player.card && { ...player.card, joker };
  for (const [rules, engine] of state.engines) {
    const base = player.bases.get(rules);
    if (base === undefined) continue;
    const { n, id, name } = player;
    const problem = playerProblem(n, base);
    if (problem !== null) state.leftOut.push({ what: 'player', id: `${id} (${rules})`, reason: problem });
    engine.setPlayer(n, problem === null ? { name, card, base } : { name, card: null, base: EMPTY_BASE });
  }
}

/**
 * Locks what has started, then enters the players again whose joker is locked or open since games changed.
 * @returns their numbers
 */
export function followLocks(state: NodeState): number[] {
  for (const { id, state: play } of state.games.values()) {
    if (play === 'in' || play === 'post') state.locked.add(id);
  }
  const changed = [...state.players.values()].filter(
    (player) => player.card?.joker && jokerLocked(state, player) !== state.lockedJokers.has(player.id),
  );
  for (const player of changed) enterPlayer(state, player);
  return changed.map(({ n }) => n);
}

function jokerLocked({ games, locked }: NodeState, { card }: NodePlayer): boolean {
  return card?.joker === true && isJokerLocked(card, { games: games.values(), locked });
}

/** Totals of the weeks other than the current one, by rules in use. @param cards every card of the player's season */
export function basesOf(state: NodeState, cards: readonly WeekCard[]): NodePlayer['bases'] {
  const week = state.season?.week ?? 0;
  const totals = ({ rules }: StandingsEngine) =>
    cards.length === 0 ? EMPTY_BASE : baseOf(cards, state.others.games, rules, week);
  return new Map([...state.engines].map(([name, engine]) => [name, totals(engine)]));
}

/** A stored card as far as it counts: one that no save accepts has no picks (rule S30). */
export function countedCard<C extends CardPicks>(state: NodeState, player: string, week: number, card: C): C {
  const reason = cardProblem(card);
  if (reason === null) return card;
  const words = state.season === null ? '' : ` in ${weekWords({ ...state.season, week })}`;
  state.leftOut.push({ what: 'card', id: `of player ${player}${words}`, reason });
  return { ...card, picks: {}, banker: null };
}

/** Notes a game whose score counts for nothing. */
export function checkGame(state: NodeState, { id, awayScore, homeScore }: Game): void {
  if (isScore(awayScore) && isScore(homeScore)) return;
  state.leftOut.push({ what: 'game', id, reason: `the score ${awayScore} - ${homeScore}` });
}

/** Decides the current game day anew; true when it changed (then every engine has been told). */
export function followDay(state: NodeState): boolean {
  const day = currentGameDay(state.games.values());
  const same = day?.id === state.day?.id && day?.games.join() === state.day?.games.join();
  state.day = day;
  if (same) return false;
  const ids = new Set(day?.games);
  for (const engine of state.engines.values()) engine.setGames(state.games.values(), ids);
  return true;
}

/** True when the player's joker counts and may be shown. */
export function jokerShown(state: NodeState, player: NodePlayer): boolean {
  return state.lockedJokers.has(player.id);
}
