import type { LeagueSummary, Me } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { figure, hasBegun, placeWords, sharedRanks } from '../../game/place-words.js';
import { type Span, standingsQuery } from '../../game/standings-query.js';
import styles from './home-page.module.css';

interface LeaguePlacesProps {
  readonly me: Me;
  readonly leagues: readonly LeagueSummary[];
  readonly span: Span;
}

/** Standings of larger leagues are not fetched just for one place. */
const TOO_MANY = 1000;

/** The player's place in each league, one line each. */
export function LeaguePlaces({ me, leagues, span }: LeaguePlacesProps) {
  return (
    <ul className={styles.places}>
      {leagues.map((league) => (
        <li key={league.id}>
          <Link className={styles.place} href={`/leaderboard/${encodeURIComponent(league.id)}`}>
            <span className={styles.league}>{league.name}</span>
            {league.members > TOO_MANY ? <span>open</span> : <Place me={me} league={league} span={span} />}
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
  const { data, isLoadingError } = useQuery({ ...standingsQuery(league.id, span), refetchInterval: false });
  if (!data) return <span className="quiet">{isLoadingError ? 'not loaded' : '…'}</span>;
  const own = data.rows.find(({ id }) => id === me.id);
  if (!own || !hasBegun(data.rows)) return <span className="quiet">no points yet</span>;
  return (
    <span>
      <strong>{placeWords(own.rank, sharedRanks(data.rows))}</strong>
      <span className="quiet">
        {' '}
        of {data.rows.length} · {figure(own.points)} points
      </span>
    </span>
  );
}
