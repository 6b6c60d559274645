import type { LeagueSummary, Me } from '@sunday-live/contract';
import { Link } from 'wouter';
import type { SeasonKey } from '../../http/week.js';
import styles from './home-page.module.css';
import { LeaguePlaces } from './league-places.js';

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
    <section className={styles.box} aria-labelledby="places">
      <h2 id="places">Your places</h2>
      <LeaguePlaces me={me} leagues={leagues} span={{ scope: 'season', of: season }} />
      <Link className="button" href="/leagues">
        Join or create a league
      </Link>
    </section>
  );
}
