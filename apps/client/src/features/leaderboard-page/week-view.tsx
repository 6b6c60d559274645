import type { Me, Season } from '@sunday-live/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { CsvButton } from './csv-button.js';
import styles from './leaderboard-page.module.css';
import { hasBegun } from './model/place-words.js';
import { standingsPath, standingsQuery } from './standings-query.js';
import { Failed, Waiting } from './table-states.js';
import { WeekTable } from './week-table.js';

interface WeekViewProps {
  readonly me: Me;
  readonly league: string;
  readonly week: number;
  readonly season: Season;
}

/** The table of one week. */
export function WeekView({ me, league, week, season }: WeekViewProps) {
  const span = { scope: 'week', week } as const;
  const query = useQuery({ ...standingsQuery(league, span), placeholderData: keepPreviousData });
  const table = query.data;
  if (query.isPending) return <Waiting />;
  if (!table) return <Failed error={query.error} again={() => void query.refetch()} />;
  return (
    <>
      {!hasBegun(table.rows) && (
        <p className={styles.note}>
          {season.resultsWeek === null
            ? 'No game has counted yet. Points come in with the first kick-off; until then all are level.'
            : 'No game of this week has counted yet. Choose another week, or come back after the kick-off.'}
        </p>
      )}
      {table.rows.length > 0 && (
        <>
          <WeekTable standings={table} me={me.id} busy={query.isPlaceholderData} />
          <CsvButton path={standingsPath(league, span)} name={`standings-week-${week}.csv`} />
        </>
      )}
    </>
  );
}
