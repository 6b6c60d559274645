import type { Me } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { leagueStatisticsQuery, statisticsPath } from '../../http/statistics.js';
import { CsvButton } from './csv-button.js';
import { DivisionsTable } from './divisions-table.js';
import styles from './leaderboard-page.module.css';
import { DetailsTable, StandardTable, WeeksTable } from './season-tables.js';
import { Failed, Waiting } from './table-states.js';
import type { View } from './view.js';

interface SeasonViewProps {
  readonly me: Me;
  readonly league: string;
  readonly view: Exclude<View, 'week'>;
}

/** The season's table in one of its views. */
export function SeasonView({ me, league, view }: SeasonViewProps) {
  const query = useQuery(leagueStatisticsQuery(league));
  const statistics = query.data;
  if (query.isPending) return <Waiting />;
  if (!statistics) return <Failed error={query.error} again={() => void query.refetch()} />;
  if (statistics.rows.length === 0) {
    return (
      <p className={styles.note}>
        Nobody here has a card yet. The table fills with the first one that is saved.
      </p>
    );
  }
  const about = { statistics, me: me.id };
  return (
    <>
      {statistics.weeks.length === 0 && (
        <p className={styles.note}>
          No game has counted yet. Points come in with the first kick-off; until then all are level.
        </p>
      )}
      {view === 'season' && <StandardTable {...about} />}
      {view === 'details' && <DetailsTable {...about} />}
      {view === 'weeks' && <WeeksTable {...about} />}
      {view === 'divisions' && <DivisionsTable {...about} team={me.team} />}
      {view !== 'divisions' && (
        <CsvButton path={statisticsPath(league, null)} name={`season-${statistics.season}.csv`} />
      )}
    </>
  );
}
