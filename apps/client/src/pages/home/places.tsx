import type { LeagueSummary, Me } from '@sunday-live/contract';
import { Link } from 'wouter';
import type { SeasonKey } from '../../http/week.js';
import styles from './home-page.module.css';
import { LeaguePlaces } from './league-places.js';

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
