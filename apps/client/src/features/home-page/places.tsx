import type { LeagueSummary, Me } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { figure, hasBegun, placeWords, sharedRanks } from '../leaderboard-page/model/place-words.js';
import { standingsQuery } from '../leaderboard-page/standings-query.js';
import styles from './home-page.module.css';

interface PlacesProps {
  readonly me: Me;
  readonly leagues: readonly LeagueSummary[];
}

/** Tables longer than this are not fetched for the sake of one place. */
const TOO_MANY = 1000;

/** The player's place of the season in each of the leagues. */
export function Places({ me, leagues }: PlacesProps) {
  return (
    <section className={styles.box} aria-labelledby="places">
      <h2 id="places">Your places</h2>
      <ul className={styles.places}>
        {leagues.map((league) => (
          <li key={league.id}>
            <Link className={styles.place} href={`/leaderboard/${encodeURIComponent(league.id)}`}>
              <span className={styles.league}>{league.name}</span>
              {league.members > TOO_MANY ? <span>open</span> : <Place me={me} league={league} />}
            </Link>
          </li>
        ))}
      </ul>
      <Link className="button" href="/leagues">
        Join or make a league
      </Link>
    </section>
  );
}

function Place({ me, league }: { readonly me: Me; readonly league: LeagueSummary }) {
  const { data, isLoadingError } = useQuery({
    ...standingsQuery(league.id, { scope: 'season' }),
    refetchInterval: false,
  });
  if (!data) return <span className={styles.quiet}>{isLoadingError ? 'not loaded' : '…'}</span>;
  const own = data.rows.find(({ id }) => id === me.id);
  if (!own || !hasBegun(data.rows)) return <span className={styles.quiet}>no points yet</span>;
  return (
    <span>
      <strong>{placeWords(own.rank, sharedRanks(data.rows))}</strong>
      <span className={styles.quiet}>
        {' '}
        of {data.rows.length} · {figure(own.points)} points
      </span>
    </span>
  );
}
