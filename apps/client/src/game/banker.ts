import type { Game, Side } from '@sunday-live/contract';
import { leader } from '@sunday-live/scoring';
import type { Picks } from '../http/queries.js';

/** The state of a banker: before its game, leading or behind, level, won or lost, or without effect. */
export type BankerState = 'alive' | 'winning' | 'level' | 'losing' | 'won' | 'lost' | 'void';

export interface BankerMark {
  readonly team: string;
  readonly state: BankerState;
  /** Team and state as one text, for a cheap comparison of rows. */
  readonly key: string;
}

/** Returns the current banker of a card; null where there is none, or it is not visible yet. */
export function bankerOf(card: Picks | undefined, games: ReadonlyMap<string, Game>): BankerMark | null {
  const game = card?.banker ? games.get(card.banker) : undefined;
  if (!game) return null;
  const state = bankerState(game, card?.picks[game.id]);
  const team = game[card?.picks[game.id] ?? 'away'];
  return { team, state, key: `${team} ${state}` };
}

/**
 * Returns the state of a banker on a game: on the road team, unless home and away were exchanged since (rule
 * S26).
 */
export function bankerState(game: Game, side: Side = 'away'): BankerState {
  if (game.state === 'off') return 'void';
  if (game.state === 'pre') return 'alive';
  const leads = leader(game);
  if (game.state === 'post') return leads === side ? 'won' : leads === 'tie' ? 'void' : 'lost';
  return leads === side ? 'winning' : leads === 'tie' ? 'level' : 'losing';
}

export const BANKER_WORDS: Readonly<Record<BankerState, string>> = {
  alive: 'not begun',
  winning: 'winning',
  level: 'level',
  losing: 'losing',
  won: 'won',
  lost: 'lost',
  void: 'void',
};
