import type { SeasonSettings } from '@sunday-live/contract';
import { JOKERS_PER_SEASON } from '@sunday-live/scoring';
import { isPlayed } from '../slate/slate-reader.js';
import { SEASON_TYPES } from '../slate/week-key.js';

/** Rules for the cards of one part of the season. */
export interface CardRules {
  /** False: this part is not played, and cards are refused. */
  readonly played: boolean;
  /** A player may use each road team as banker only once; false: without limit. */
  readonly bankersOnce: boolean;
  /** Jokers per player; 0: none. */
  readonly jokers: number;
}

/**
 * Returns the rules of a part of the season. S32: the pre-season is played only if the admin says so. S33: the playoffs
 * have rules of their own.
 */
export function cardRulesOf(
  seasonType: number,
  { preseason, playoffs }: Pick<SeasonSettings, 'preseason' | 'playoffs'>,
): CardRules {
  const played = isPlayed(seasonType, preseason);
  if (seasonType === SEASON_TYPES.post) return { played, ...playoffs };
  return { played, bankersOnce: true, jokers: JOKERS_PER_SEASON };
}
