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

/** A player on this node, with this week's card. */
export interface NodePlayer {
  readonly n: number;
  readonly id: string;
  readonly name: string;
  readonly team: string | null;
  /** Card of the current week. */
  readonly card: CardPicks | null;
  /** Weeks of the season with a card, as bits. */
  readonly weeks: number;
  /** Weeks whose card has a joker, as bits. */
  readonly jokers: number;
  /** Totals of the other weeks, by rules in use. */
  readonly bases: ReadonlyMap<RulesName, SeasonBase>;
}

/** Everything that standings depend on, at one position of the log. */
export interface NodeState {
  epoch: string;
  seq: number;
  season: SeasonState | null;
  /** Games of the current week. */
  games: Map<string, Game>;
  /** Games of the current week that are locked or have started. */
  locked: Set<string>;
  /** Ids of players whose joker of the current week is locked. Other jokers of the week neither count nor are shown. */
  lockedJokers: Set<string>;
  day: GameDay | null;
  players: Map<string, NodePlayer>;
  byNumber: Map<number, NodePlayer>;
  engines: Map<RulesName, StandingsEngine>;
  /** Last position whose effect cannot be expressed as changed rows: clients before it need a snapshot. */
  barrier: number;
  /** Games and picks of the season's other weeks. */
  readonly others: OtherWeeks;
  /** Stored data that could not be counted since the list was last emptied. */
  readonly leftOut: LeftOut[];
}

/** Stored data that the standings omit. */
export interface LeftOut {
  readonly what: 'card' | 'player' | 'game' | 'event';
  /** Identifies the data; the same id is reported once. */
  readonly id: string;
  readonly reason: string;
}

/** Returns an empty state. @param rules the rules of the leagues that are watched on this node */
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

/**
 * Adds a player to every engine, without a joker that can still change. If the totals do not fit, the player is added
 * without card and totals.
 */
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
 * Locks started games, and adds players again whose joker locked or opened because of changed games.
 * @returns the numbers of these players
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

/**
 * Computes the totals of all weeks except the current one, by rules in use. @param cards every card of the player's
 * season
 */
export function basesOf(state: NodeState, cards: readonly WeekCard[]): NodePlayer['bases'] {
  const week = state.season?.week ?? 0;
  const totals = ({ rules }: StandingsEngine) =>
    cards.length === 0 ? EMPTY_BASE : baseOf(cards, state.others.games, rules, week);
  return new Map([...state.engines].map(([name, engine]) => [name, totals(engine)]));
}

/** Returns a stored card as far as it counts: a card that no save would accept has no picks (rule S30). */
export function countedCard<C extends CardPicks>(state: NodeState, player: string, week: number, card: C): C {
  const reason = cardProblem(card);
  if (reason === null) return card;
  const words = state.season === null ? '' : ` in ${weekWords({ ...state.season, week })}`;
  state.leftOut.push({ what: 'card', id: `of player ${player}${words}`, reason });
  return { ...card, picks: {}, banker: null };
}

/** Records a game with an impossible score as omitted. */
export function checkGame(state: NodeState, { id, awayScore, homeScore }: Game): void {
  if (isScore(awayScore) && isScore(homeScore)) return;
  state.leftOut.push({ what: 'game', id, reason: `the score ${awayScore} - ${homeScore}` });
}

/** Determines the current game day again and passes it to every engine; true when it changed. */
export function followDay(state: NodeState): boolean {
  const day = currentGameDay(state.games.values());
  const same = day?.id === state.day?.id && day?.games.join() === state.day?.games.join();
  state.day = day;
  if (same) return false;
  const ids = new Set(day?.games);
  for (const engine of state.engines.values()) engine.setGames(state.games.values(), ids);
  return true;
}

/** Returns true when the player's joker counts and may be shown. */
export function jokerShown(state: NodeState, player: NodePlayer): boolean {
  return state.lockedJokers.has(player.id);
}
