import type { CardPicks, GameState } from './types.js';
import type { SeasonType } from './week-name.js';

/** Problems of a card; the codes are part of the HTTP contract. */
export type CardProblemCode =
  | 'unknown-game'
  | 'missing-pick'
  | 'game-locked'
  | 'banker-missing'
  | 'banker-not-road-team'
  | 'banker-not-picked'
  | 'banker-team-used'
  | 'joker-exhausted';

export interface CardProblem {
  readonly code: CardProblemCode;
  /** Says in plain words what to do. */
  readonly message: string;
  readonly game?: string;
  readonly team?: string;
  /** The week in which the team was the banker. */
  readonly week?: number;
}

/** A road team that was the player's banker in a week of this season. */
export interface UsedBanker {
  readonly team: string;
  readonly week: number;
}

export interface CardCheck {
  /** The part of the season, which decides the names of its weeks. */
  readonly type: SeasonType;
  /** The card in the request; picks of locked games may be missing. */
  readonly card: CardPicks;
  /** All games of the card's week. */
  readonly games: Iterable<GameState>;
  /** Games that cannot change any more. Empty for an admin's correction. */
  readonly locked: ReadonlySet<string>;
  /** The stored card, if there is one. */
  readonly stored: CardPicks | null;
  /** Bankers of the season's other cards, see `usedBankers`. */
  readonly usedBankers: readonly UsedBanker[];
  /** Jokers on the season's other cards, see `usedJokers`. */
  readonly usedJokers: number;
  /** 0: this part of the season has no jokers. */
  readonly jokersPerSeason: number;
}
