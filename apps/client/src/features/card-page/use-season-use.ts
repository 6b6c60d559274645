import {
  gamesByWeek,
  JOKERS_PER_SEASON,
  type UsedBanker,
  usedBankers,
  usedJokers,
} from '@sunday-live/scoring';
import { useQueries } from '@tanstack/react-query';
import { myCardQuery } from '../../http/queries.js';
import { weekGamesQuery } from './queries.js';

/** What the season's other cards have used up. */
export interface SeasonUse {
  /** Whether all other cards are known; until then something used may look free. */
  readonly complete: boolean;
  readonly bankers: readonly UsedBanker[];
  readonly jokers: number;
  readonly jokersPerSeason: number;
}

/** Reads the player's cards of the other weeks, and the games of those with a banker: a banker is a game's road team. */
export function useSeasonUse(week: number, weeks: readonly number[]): SeasonUse {
  const others = weeks.filter((other) => other !== week);
  const cards = useQueries({
    queries: others.map((other) => myCardQuery(other)),
    combine: (answers) => ({
      complete: answers.every((answer) => answer.isSuccess),
      cards: answers.flatMap((answer) => answer.data ?? []),
    }),
  });
  const withBanker = cards.cards.filter((card) => card.banker !== null);
  const games = useQueries({
    queries: withBanker.map((card) => weekGamesQuery(card.week)),
    combine: (answers) => ({
      complete: answers.every((answer) => answer.isSuccess),
      games: answers.flatMap((answer) => answer.data?.games ?? []),
    }),
  });
  return {
    complete: cards.complete && games.complete,
    bankers: usedBankers(cards.cards, gamesByWeek(games.games), week),
    jokers: usedJokers(cards.cards, week),
    jokersPerSeason: JOKERS_PER_SEASON,
  };
}
