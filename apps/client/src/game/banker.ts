import type { Game, Side } from '@sunday-live/contract';
import { leader } from '@sunday-live/scoring';
import type { Picks } from '../http/queries.js';

/** How a banker stands: not begun, leading or behind now, level, over, or its game called off. */
export type BankerState = 'alive' | 'winning' | 'level' | 'losing' | 'won' | 'lost' | 'void';

export interface BankerMark {
  readonly team: string;
  readonly state: BankerState;
  /** One text for both, so that rows can be compared cheaply. */
  readonly key: string;
}

/** The banker of a card as it stands; null where there is none, or it is not to be seen yet. */
export function bankerOf(card: Picks | undefined, games: ReadonlyMap<string, Game>): BankerMark | null {
  const game = card?.banker ? games.get(card.banker) : undefined;
  if (!game) return null;
  const state = bankerState(game, card?.picks[game.id]);
  const team = game[card?.picks[game.id] ?? 'away'];
  return { team, state, key: `${team} ${state}` };
}

/** The state of a banker on a game: on the road team, unless home and away were exchanged since (rule S26). */
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
