import type { Game, RulesName } from '@sunday-live/contract';
import {
  type CardPicks,
  currentGameDay,
  type GameDay,
  isJokerLocked,
  type SeasonBase,
  StandingsEngine,
} from '@sunday-live/scoring';
import type { SeasonState } from '../slate/slate-reader.js';

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
}

export function weekBit(week: number): number {
  return 1 << (week - 1);
}

/** Number of cards in weeks other than `week`. */
export function otherWeeks(weeks: number, week: number): number {
  let rest = weeks & ~weekBit(week);
  let count = 0;
  for (; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** Puts a player into every engine, without a joker that can still change. */
export function enterPlayer(state: NodeState, player: NodePlayer): void {
  state.players.set(player.id, player);
  state.byNumber.set(player.n, player);
  const joker = jokerLocked(state, player);
  if (joker) state.lockedJokers.add(player.id);
  else state.lockedJokers.delete(player.id);
  const card = player.card && { ...player.card, joker };
  for (const [rules, engine] of state.engines) {
    const base = player.bases.get(rules);
    if (base !== undefined) engine.setPlayer(player.n, { name: player.name, card, base });
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
