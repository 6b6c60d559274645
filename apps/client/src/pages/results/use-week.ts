import type { Game, LeagueSummary, Position, Standings, StandingsRow } from '@sunday-live/contract';
import { RULES, scoreCard } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { weekGamesQuery } from '../../game/card-queries.js';
import { ownStandingQuery, standingsQuery } from '../../game/standings-query.js';
import { useAnswerFrom } from '../../http/answer-from.js';
import { type CountedCard, memberCardQuery } from '../../http/queries.js';
import type { WeekKey } from '../../http/week.js';
import type { ScoredCard } from './model/compare.js';

/** A week of a league: its games in order of kickoff, the first page of its standings, and the viewer's row. */
export interface LeagueWeek {
  readonly week: WeekKey;
  /** Position of the games; everything else is at least as new. */
  readonly position: Position;
  readonly games: readonly Game[];
  readonly table: Standings;
  /** null: the viewer has no card. */
  readonly own: StandingsRow | null;
}

export type WeekState =
  | { readonly state: 'pending' }
  | { readonly state: 'failed'; readonly again: () => void }
  | { readonly state: 'here'; readonly week: LeagueWeek };

/** Reads a week of a league; while games are in progress, again every 30 s. */
export function useWeek(league: LeagueSummary, week: WeekKey, me: string): WeekState {
  const games = useQuery({
    ...weekGamesQuery(week),
    refetchInterval: ({ state }) => (state.data?.games.some((game) => game.state === 'in') ? 30_000 : false),
  });
  const position = games.data ?? null;
  const span = { scope: 'week', of: week } as const;
  const table = useAnswerFrom(standingsQuery(league.id, span), position);
  const mine = useAnswerFrom(ownStandingQuery(league.id, span), position);
  if (games.data && table.data && mine.data) {
    const own = mine.data.rows.find(({ id }) => id === me) ?? null;
    return {
      state: 'here',
      week: { week, position: games.data, games: games.data.games, table: table.data, own },
    };
  }
  if (games.isLoadingError || table.isLoadingError || mine.isLoadingError) {
    const again = () => void Promise.all([games.refetch(), table.refetch(), mine.refetch()]);
    return { state: 'failed', again };
  }
  return { state: 'pending' };
}

/**
 * Reads a member's card as the league sees it, no older than the games of the page; `null`: there is none.
 */
export function useMemberCard(league: LeagueSummary, { week, position }: LeagueWeek, player: string) {
  const { data, isLoadingError } = useAnswerFrom(memberCardQuery(league.id, week, player), position);
  return { card: data && (data.cards[0] ?? null), isLoadingError };
}

/** Scores a card by the league's rules. */
export function scoredCard(card: CountedCard, league: LeagueSummary, games: readonly Game[]): ScoredCard {
  const byId = new Map(games.map((game) => [game.id, game]));
  return { card, score: scoreCard(card, byId, RULES[league.rules], card.jokerCounts) };
}
