import type { GameFacts, MyCards } from '@sunday-live/contract';
import { JOKERS_PER_SEASON, type UsedBanker } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { myCardsQuery, seasonGamesQuery, weekFactsQuery } from '../../game/card-queries.js';
import { type TeamForm, teamForms } from '../../game/team-form.js';
import type { WeekKey } from '../../http/week.js';

/**
 * Help for picks: odds by game, record and form by team. Empty while loading; a card can be made without it.
 */
export interface PickHelp {
  readonly facts: ReadonlyMap<string, GameFacts>;
  readonly forms: ReadonlyMap<string, TeamForm>;
}

/** Reads odds and forms for a week's games. */
export function useGameFacts(at: WeekKey): PickHelp {
  const { week } = at;
  const { data: facts } = useQuery(weekFactsQuery(at));
  const { data: season } = useQuery(seasonGamesQuery(at));
  return useMemo(
    () => ({
      facts: new Map(facts?.facts.map((each) => [each.game, each])),
      forms: season ? teamForms(season.games, week) : new Map(),
    }),
    [facts, season, week],
  );
}

/** Bankers and jokers that the season's other cards have used. */
export interface SeasonUse {
  /** Whether all other cards are loaded; until then something used may look free. */
  readonly complete: boolean;
  readonly bankers: readonly UsedBanker[];
  readonly jokers: number;
  readonly jokersPerSeason: number;
}

const UNKNOWN: SeasonUse = { complete: false, bankers: [], jokers: 0, jokersPerSeason: JOKERS_PER_SEASON };

/** Returns what the player's cards of the other weeks have used. */
export function useSeasonUse(at: WeekKey): SeasonUse {
  const { data } = useQuery(myCardsQuery(at));
  return data ? usedByOthers(data, at.week) : UNKNOWN;
}

/** Returns what a season's cards have used, except the card of one week. */
export function usedByOthers({ cards, bankers, jokers }: MyCards, week: number): SeasonUse {
  const own = cards.some((card) => card.week === week && card.joker) ? 1 : 0;
  return {
    complete: true,
    bankers: bankers.filter((banker) => banker.week !== week),
    jokers: jokers.used - own,
    jokersPerSeason: jokers.perSeason,
  };
}
