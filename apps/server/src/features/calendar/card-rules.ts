import type { SeasonSettings } from '@sunday-live/contract';
import { JOKERS_PER_SEASON } from '@sunday-live/scoring';
import { isPlayed } from '../slate/slate-reader.js';
import { SEASON_TYPES } from '../slate/week-key.js';

/** What cards of a part of the season may hold. */
export interface CardRules {
  /** False: nobody is asked for cards here, and none is taken. */
  readonly played: boolean;
  /** A road team is a player's banker once; false: as often as one likes. */
  readonly bankersOnce: boolean;
  /** Jokers of a player; 0: none are played. */
  readonly jokers: number;
}

/** Rules S32 and S33: the pre-season is played where the admin says so, the playoffs by rules of their own. */
export function cardRulesOf(
  seasonType: number,
  { preseason, playoffs }: Pick<SeasonSettings, 'preseason' | 'playoffs'>,
): CardRules {
  const played = isPlayed(seasonType, preseason);
  if (seasonType === SEASON_TYPES.post) return { played, ...playoffs };
  return { played, bankersOnce: true, jokers: JOKERS_PER_SEASON };
}
