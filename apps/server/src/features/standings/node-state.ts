import type { Game, RulesName } from '@sunday-live/contract';
import {
  type CardPicks,
  currentGameDay,
  type GameDay,
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
  /** Games of the current week whose picks are closed. */
  locked: Set<string>;
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

/** Puts a player into every engine. */
export function enterPlayer(state: NodeState, player: NodePlayer): void {
  state.players.set(player.id, player);
  state.byNumber.set(player.n, player);
  for (const [rules, engine] of state.engines) {
    const base = player.bases.get(rules);
    if (base !== undefined) engine.setPlayer(player.n, { name: player.name, card: player.card, base });
  }
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

/** True when the player's joker may be shown: it is played and its banker's game is closed. */
export function jokerShown(state: NodeState, player: NodePlayer): boolean {
  const { card } = player;
  return card?.joker === true && card.banker !== null && state.locked.has(card.banker);
}
