import type { Me } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { myCardsQuery, seasonGamesQuery } from '../../game/card-queries.js';
import { PageData } from '../../game/page-data.js';
import { seasonQuery } from '../../http/queries.js';
import { useTitle } from '../../ui/hooks.js';
import { PageMessage } from '../../ui/page-message.js';
import { Planner } from './planner.js';
import styles from './planner-page.module.css';

/** A key for queries that are disabled while the season is loading. */
const NO_SEASON = { season: 0, type: 'regular' } as const;

/** The road teams left for the banker, with their road games, and a plan for the weeks to come. */
export default function PlannerPage({ me }: { readonly me: Me }) {
  useTitle('Banker planner');
  const season = useQuery(seasonQuery);
  const games = useQuery({ ...seasonGamesQuery(season.data ?? NO_SEASON), enabled: season.isSuccess });
  const cards = useQuery({ ...myCardsQuery(season.data ?? NO_SEASON), enabled: season.isSuccess });
  return (
    <PageData
      of={{ season, games, cards }}
      failed="The schedule did not load"
      hint="Your plan is kept on this device. Check your connection, or wait a moment."
    >
      {(data) =>
        data.season.weeks.length === 0 ? (
          <PageMessage title="No games yet" action={{ label: 'Go to your home page', href: '/home' }}>
            You can plan your bankers as soon as the schedule of the season is out.
          </PageMessage>
        ) : (
          <div className={`page ${styles.page}`}>
            <header>
              <h1 className="title">Banker planner</h1>
              <p className={styles.quiet}>
                Each road team can be your banker once a season. Plan ahead; the plan stays on this device and
                saves nothing on your <Link href="/card">card</Link>.
              </p>
            </header>
            <Planner me={me} season={data.season} games={data.games.games} cards={data.cards} />
          </div>
        )
      }
    </PageData>
  );
}
