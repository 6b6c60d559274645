import type { Game } from '@sunday-live/contract';
import type { CardColumns, Totals } from '@sunday-live/scoring';
import type { SlotPlayers } from './slot-players.js';

/** Progress of a week. */
export interface WeekProgress {
  /** One of its games has started. */
  readonly begun: boolean;
  /** Begun, and every game is over or called off. */
  readonly over: boolean;
}

/** What the players have in a week, by their slots. */
export interface WeekValues {
  /** 1 for a player with a card. */
  readonly has: Uint8Array;
  /** 1 for a joker of the week that counts by the rules, even if it is not visible yet. */
  readonly jokers: Uint8Array;
  readonly totals: Totals;
}

/** A week in columns by the players' slots. */
export interface WeekColumns extends WeekProgress {
  readonly week: number;
  /** Identifies what the values depend on: the same object means the same values, by the same rules. */
  readonly version: WeekVersion;
  /** null: the reader has them already. */
  readonly values: WeekValues | null;
}

/** A state of a week's games and cards; it has no content. */
export type WeekVersion = object;

/** The order of names, by slot. */
export interface NameOrder {
  /** Position in the order: by name, then by the player's number. */
  readonly places: Int32Array;
  /** Equal names have the same level; a later name has a higher one. */
  readonly levels: Int32Array;
}

/** A season in columns by the players' slots. */
export interface SeasonColumns {
  /** All weeks in order. */
  readonly weeks: readonly WeekColumns[];
  readonly players: SlotPlayers;
  /** Slots of the league's players, in order. */
  readonly members: Uint32Array;
  readonly names: NameOrder;
  /** Each slot's longest run of right picks. */
  readonly runs: Int32Array;
}

export function weekProgress(games: readonly Pick<Game, 'state'>[]): WeekProgress {
  const begun = games.some(({ state }) => state === 'in' || state === 'post');
  return { begun, over: begun && games.every(({ state }) => state === 'post' || state === 'off') };
}

/** Computes each slot's longest run of right picks in finished games, by kickoff. A tie ends a run. */
export function longestRuns(
  games: readonly Game[],
  cardsOf: (week: number) => CardColumns,
  capacity: number,
): Int32Array {
  const [runs, best] = [new Int32Array(capacity), new Int32Array(capacity)];
  const finished = games.filter(({ state }) => state === 'post');
  finished.sort((a, b) => compare(a.kickoff, b.kickoff) || compare(a.id, b.id));
  for (const game of finished) cardsOf(game.week).run(game, runs, best);
  return best;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
