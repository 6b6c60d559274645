import { type LeagueSummary, type Me, place, plain } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { figure } from '../../game/place-words.js';
import { ownStandingQuery, type Span } from '../../game/standings-query.js';
import styles from './home-page.module.css';

interface LeaguePlacesProps {
  readonly me: Me;
  readonly leagues: readonly LeagueSummary[];
  readonly span: Span;
}

/** The player's place in each league, one line each. */
export function LeaguePlaces({ me, leagues, span }: LeaguePlacesProps) {
  return (
    <ul className={styles.places}>
      {leagues.map((league) => (
        <li key={league.id}>
          <Link className={styles.place} href={`/leaderboard/${encodeURIComponent(league.id)}`}>
            <span className={styles.league}>{league.name}</span>
            <Place me={me} league={league} span={span} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

interface PlaceProps {
  readonly me: Me;
  readonly league: LeagueSummary;
  readonly span: Span;
}

function Place({ me, league, span }: PlaceProps) {
  const { data, isLoadingError } = useQuery({
    ...ownStandingQuery(league.id, span),
    refetchInterval: false,
  });
  if (!data) return <span className="quiet">{isLoadingError ? 'not loaded' : '…'}</span>;
  const own = data.rows.find(({ id }) => id === me.id);
  if (!own || !data.begun) return <span className="quiet">no points yet</span>;
  return (
    <span>
      <strong>{place(own.rank, own.shared)}</strong>
      <span className="quiet">
        {' '}
        of {plain(data.total)} · {figure(own.points)} points
      </span>
    </span>
  );
}
