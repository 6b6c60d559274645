import type { GameFacts } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { seasonGamesQuery, weekFactsQuery } from '../../game/card-queries.js';
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
