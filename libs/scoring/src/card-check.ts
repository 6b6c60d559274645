import type { CardPicks, GameState } from './types.js';
import type { SeasonType } from './week-name.js';

/** What can be wrong with a card; the codes are part of the HTTP contract. */
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
  /** For people; says what to do. */
  readonly message: string;
  readonly game?: string;
  readonly team?: string;
  /** The week in which the banker's team was used. */
  readonly week?: number;
}

/** A road team that was somebody's banker in a week of this season. */
export interface UsedBanker {
  readonly team: string;
  readonly week: number;
}

export interface CardCheck {
  /** The part of the season, which names its weeks. */
  readonly type: SeasonType;
  /** What the player hands in; picks of locked games may be left out. */
  readonly card: CardPicks;
  /** All games of the card's week. */
  readonly games: Iterable<GameState>;
  /** Games that can't be changed any more. Empty for an admin's correction. */
  readonly locked: ReadonlySet<string>;
  /** The card as stored, if there is one. */
  readonly stored: CardPicks | null;
  /** Bankers of the season's other cards, see `usedBankers`. */
  readonly usedBankers: readonly UsedBanker[];
  /** Jokers on the season's other cards, see `usedJokers`. */
  readonly usedJokers: number;
  /** 0: no joker is played in this part of the season. */
  readonly jokersPerSeason: number;
}
