import {
  type Game,
  type LeagueSummary,
  type Me,
  type Position,
  place,
  plain,
  type Standings,
  type StandingsRow,
} from '@sunday-live/contract';
import { RULES, scoreCard } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { weekGamesQuery } from '../../game/card-queries.js';
import { figure, ownStandingQuery, standingsQuery } from '../../game/standings.js';
import { useAnswerFrom } from '../../http/answer-from.js';
import { type CountedCard, memberCardQuery, myCardQuery } from '../../http/queries.js';
import type { WeekKey } from '../../http/week.js';
import { CardList } from './card-list.js';
import type { ScoredCard } from './model/compare.js';
import styles from './results-page.module.css';

export interface WeekTabProps {
  readonly me: Me;
  readonly league: LeagueSummary;
  readonly week: LeagueWeek;
}

/** The viewer's card with its place. */
export function OwnCard({ me, league, week }: WeekTabProps) {
  const { games, table, own: row } = week;
  const own = useQuery(myCardQuery(week.week));
  const counted = useMemberCard(league, week, me.id);
  const card = own.data;
  if (own.isLoadingError || counted.isLoadingError)
    return <p className={`note ${styles.note}`}>Your card did not load. Reload the page to try again.</p>;
  if (card === undefined || counted.card === undefined) return <p role="status">Loading your card…</p>;
  if (card.version === 0) {
    return (
      <div className={`note ${styles.note}`} data-did-not-play="">
        <p>You did not play this week. A missed week brings no points.</p>
        <Link className="button" href="/card">
          Go to the next card
        </Link>
      </div>
    );
  }
  const begun = row !== null && row.played > 0;
  return (
    <>
      <p className={styles.summary}>
        <span>
          <b>{begun ? place(row.rank, row.shared) : '–'}</b> of {plain(table.total)}
        </span>
        <span>
          <b>{begun ? figure(row.points) : '–'}</b> points
        </span>
        {table.unofficial && <span className="tag quiet">Unofficial</span>}
      </p>
      <CardList
        scored={scoredCard({ ...card, jokerCounts: counted.card?.jokerCounts ?? false }, league, games)}
        games={games}
        league={league}
        timeZone={me.timeZone}
      />
    </>
  );
}

/** A week of a league: its games in order of kickoff, the first page of its standings, and the viewer's row. */
interface LeagueWeek {
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
