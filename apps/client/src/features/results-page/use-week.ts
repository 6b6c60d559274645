import type { Game, LeagueSummary, Standings, StandingsRow } from '@sunday-live/contract';
import { RULES, scoreCard } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import type { Picks } from '../../http/queries.js';
import { weekGamesQuery } from '../card-page/queries.js';
import { standingsQuery } from '../leaderboard-page/standings-query.js';
import { jokerCounts } from '../live-page/model/card-points.js';
import type { ScoredCard } from './model/compare.js';

/** A week of a league: its games in order of kick-off, and its table. */
export interface LeagueWeek {
  readonly week: number;
  readonly games: readonly Game[];
  readonly table: Standings;
}

export type WeekState =
  | { readonly state: 'pending' }
  | { readonly state: 'failed'; readonly again: () => void }
  | { readonly state: 'here'; readonly week: LeagueWeek };

/** Reads a week of a league; while its games are played, again every half a minute. */
export function useWeek(league: LeagueSummary, week: number): WeekState {
  const games = useQuery({
    ...weekGamesQuery(week),
    refetchInterval: ({ state }) => (state.data?.games.some((game) => game.state === 'in') ? 30_000 : false),
  });
  const table = useQuery(standingsQuery(league.id, { scope: 'week', week }));
  if (games.data && table.data)
    return { state: 'here', week: { week, games: games.data.games, table: table.data } };
  if (games.isLoadingError || table.isLoadingError)
    return { state: 'failed', again: () => void Promise.all([games.refetch(), table.refetch()]) };
  return { state: 'pending' };
}

/** A card with what it is worth by the league's rules. */
export function scoredCard(
  card: Picks,
  row: StandingsRow | undefined,
  league: LeagueSummary,
  games: readonly Game[],
): ScoredCard {
  const byId = new Map(games.map((game) => [game.id, game]));
  const joker = jokerCounts(card, byId, league.rules, row?.points);
  return { card, score: scoreCard(card, byId, RULES[league.rules], joker) };
}
