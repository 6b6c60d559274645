import { type LeagueSummary, type Me, place, plain } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { figure, ownStandingQuery, type Span } from '../../game/standings.js';
import type { SeasonKey } from '../../http/week.js';
import styles from './home-page.module.css';

/** An error of a part of the page, with a button to retry. */
export function TryAgain({ onAgain }: { readonly onAgain: () => void }) {
  return (
    <div role="alert">
      <p>The server did not answer.</p>
      <button type="button" className="button" onClick={onAgain}>
        Try again
      </button>
    </div>
  );
}

interface PlacesProps {
  readonly me: Me;
  readonly leagues: readonly LeagueSummary[];
  readonly season: SeasonKey;
}

/** The player's season place in each league. */
export function Places({ me, leagues, season }: PlacesProps) {
  return (
    <section className={`panel ${styles.box}`} aria-labelledby="places">
      <h2 id="places">Your places</h2>
      <LeaguePlaces me={me} leagues={leagues} span={{ scope: 'season', of: season }} />
      <Link className="button" href="/leagues">
        Join or create a league
      </Link>
    </section>
  );
}

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
