import type { LeagueSummary, Me, Standings } from '@sunday-live/contract';
import { weekName } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { figure, ownStandingQuery } from '../../game/standings.js';
import type { WeekKey } from '../../http/week.js';
import styles from './home-page.module.css';
import { LeaguePlaces, TryAgain } from './places.js';

interface LastWeekProps {
  readonly me: Me;
  /** The league whose figures are shown. */
  readonly league: LeagueSummary;
  readonly leagues: readonly LeagueSummary[];
  readonly at: WeekKey;
}

/** The player's result of the last week with results, and the place in each league. */
export function LastWeek({ me, league, leagues, at }: LastWeekProps) {
  const table = useQuery(ownStandingQuery(league.id, { scope: 'week', of: at }));
  return (
    <section className={`panel ${styles.box}`} aria-labelledby="last">
      <h2 id="last">{weekName(at.type, at.week)}: your result</h2>
      {table.isLoadingError && <TryAgain onAgain={() => void table.refetch()} />}
      {table.isPending && <p className="quiet">One moment…</p>}
      {table.data && <Result me={me} league={league} table={table.data} />}
      {table.data?.rows.some(({ id }) => id === me.id) && (
        <LeaguePlaces me={me} leagues={leagues} span={{ scope: 'week', of: at }} />
      )}
    </section>
  );
}

interface ResultProps {
  readonly me: Me;
  readonly league: LeagueSummary;
  readonly table: Standings;
}

function Result({ me, league, table }: ResultProps) {
  const own = table.rows.find(({ id }) => id === me.id);
  if (!own) return <p>You did not play.</p>;
  return (
    <>
      <dl className={styles.figures}>
        <Figure label={table.unofficial ? 'points, unofficial' : 'points'} value={figure(own.points)} />
        <Figure label={`right of ${own.played}`} value={String(own.right)} />
      </dl>
      <p className="quiet">
        {league.name} scored {figure(table.average)} on average.{' '}
        <Link href={`/leaderboard/${encodeURIComponent(league.id)}`}>Full standings</Link>
      </p>
    </>
  );
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
