import type { Game } from '@sunday-live/contract';
import { leader } from '@sunday-live/scoring';
import type { Picks } from '../../../http/queries.js';

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
  const state = bankerState(game);
  return { team: game.away, state, key: `${game.away} ${state}` };
}

/** The state of a banker on a game; a banker is always the road team. */
export function bankerState(game: Game): BankerState {
  if (game.state === 'off') return 'void';
  if (game.state === 'pre') return 'alive';
  const leads = leader(game);
  if (game.state === 'post') return leads === 'away' ? 'won' : leads === 'home' ? 'lost' : 'void';
  return leads === 'away' ? 'winning' : leads === 'home' ? 'losing' : 'level';
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
