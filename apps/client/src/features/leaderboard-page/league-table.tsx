import type { LeagueSummary, Me, Season } from '@sunday-live/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { HttpError } from '../../http/http.js';
import { Segmented } from '../../ui/segmented.js';
import styles from './leaderboard-page.module.css';
import { hasBegun, playedWeeks } from './model/place-words.js';
import { saveCsv } from './save-csv.js';
import { type Span, standingsQuery } from './standings-query.js';
import { StandingsTable } from './standings-table.js';
import { WeekSwitch } from './week-switch.js';

interface LeagueTableProps {
  readonly me: Me;
  readonly league: LeagueSummary;
  readonly leagues: readonly LeagueSummary[];
  readonly season: Season;
  readonly onLeague: (id: string) => void;
}

const SCOPES = [
  { value: 'season', label: 'Season' },
  { value: 'week', label: 'Week' },
] as const;

/** One league's table with its switches. */
export function LeagueTable({ me, league, leagues, season, onLeague }: LeagueTableProps) {
  const weeks = playedWeeks(season);
  const [scope, setScope] = useState<Span['scope']>('season');
  const [chosen, setChosen] = useState<number | null>(null);
  const week = chosen ?? weeks[0] ?? 1;
  const span: Span = scope === 'week' ? { scope, week } : { scope };
  const table = useQuery({ ...standingsQuery(league.id, span), placeholderData: keepPreviousData });
  return (
    <div className={styles.page}>
      <h1 className="unseen">Table</h1>
      <div className={styles.bar}>
        <label className={styles.league}>
          <span className="unseen">League</span>
          <select value={league.id} onChange={(event) => onLeague(event.target.value)}>
            {leagues.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <Segmented label="Points of" options={SCOPES} value={scope} onChange={setScope} />
        {scope === 'week' && weeks.length > 0 && <WeekSwitch weeks={weeks} week={week} onWeek={setChosen} />}
      </div>
      {table.isPending && <Waiting />}
      {table.isError && !table.data && (
        <div className={styles.note} role="alert">
          <p>{wordsFor(table.error)}</p>
          <button type="button" className="button" onClick={() => void table.refetch()}>
            Try again
          </button>
        </div>
      )}
      {table.data && (
        <>
          {!hasBegun(table.data.rows) && <NotBegun season={season} scope={scope} />}
          {table.data.rows.length > 0 && (
            <StandingsTable
              standings={table.data}
              title={scope === 'week' ? `Week ${table.data.week}` : `Season ${table.data.season}`}
              me={me.id}
              busy={table.isPlaceholderData}
            />
          )}
          {table.data.rows.length > 0 && <CsvButton league={league.id} span={span} />}
        </>
      )}
    </div>
  );
}

function Waiting() {
  return (
    <div className={styles.waiting} role="status">
      <span className="unseen">Loading the table</span>
      {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
        <i key={key} />
      ))}
    </div>
  );
}

function NotBegun({ season, scope }: { readonly season: Season; readonly scope: Span['scope'] }) {
  const before = season.resultsWeek === null || scope === 'season';
  return (
    <p className={styles.note}>
      {before
        ? 'No game has counted yet. Points come in with the first kick-off; until then all are level.'
        : 'No game of this week has counted yet. Choose another week, or come back after the kick-off.'}
    </p>
  );
}

function CsvButton({ league, span }: { readonly league: string; readonly span: Span }) {
  const [failed, setFailed] = useState(false);
  const save = async () => {
    setFailed(false);
    try {
      await saveCsv(league, span);
    } catch {
      setFailed(true);
    }
  };
  return (
    <div className={styles.after}>
      <button type="button" className="button" onClick={() => void save()}>
        Save as CSV
      </button>
      {failed && <p role="alert">The file did not load. Check your connection and try again.</p>}
    </div>
  );
}

function wordsFor(error: Error): string {
  return error instanceof HttpError
    ? `The table did not load. ${error.message}`
    : 'The table did not load. Reload the page to get its newest version.';
}
