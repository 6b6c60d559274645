import { type LeagueSummary, type Me, place, plain } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { figure } from '../../game/place-words.js';
import { myCardQuery } from '../../http/queries.js';
import { CardList } from './card-list.js';
import styles from './results-page.module.css';
import { type LeagueWeek, scoredCard, useMemberCard } from './use-week.js';

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
        {table.unofficial && <span className={styles.unofficial}>Unofficial</span>}
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
