import type { Me } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { PageData, useChosenLeague, usualLeague } from '../../game/page-data.js';
import { RecordList } from '../../game/record-list.js';
import { leaguesQuery } from '../../http/queries.js';
import { recordsQuery, writtenRecordsQuery } from '../../http/statistics.js';
import { useTitle } from '../../ui/hooks.js';
import { LeagueSelect } from '../../ui/league-select.js';
import { useAddress } from '../../ui/use-address.js';
import { WrittenRecords } from './written-records.js';

/** The records of a league: computed ones, and those that admins entered. */
export default function RecordsPage({ me }: { readonly me: Me }) {
  useTitle('Records');
  const leagues = useQuery(leaguesQuery);
  const mine = leagues.data ?? [];
  const [league, setLeague] = useChosenLeague(mine, usualLeague(mine));
  return (
    <PageData of={{ leagues }} failed="The records did not load">
      {() => (
        <div className="page">
          <h1 className="title">Records</h1>
          {league && <Book key={league.id} me={me} league={league.id} leagues={mine} onLeague={setLeague} />}
        </div>
      )}
    </PageData>
  );
}

interface BookProps {
  readonly me: Me;
  readonly league: string;
  readonly leagues: readonly { readonly id: string; readonly name: string }[];
  readonly onLeague: (id: string) => void;
}

function Book({ me, league, leagues, onLeague }: BookProps) {
  const all = useQuery(recordsQuery(league, null));
  const seasons = ['all', ...(all.data?.seasons.map(String) ?? [])];
  const [chosen, choose] = useAddress('season', seasons, 'all');
  const season = chosen === 'all' ? null : Number(chosen);
  const records = useQuery(recordsQuery(league, season));
  const written = useQuery(writtenRecordsQuery);
  return (
    <>
      <div className="toolbar">
        <LeagueSelect leagues={leagues} league={league} onLeague={onLeague} />
        <label>
          <span className="unseen">Season</span>
          <select value={chosen} onChange={(event) => choose(event.target.value)}>
            <option value="all">All seasons</option>
            {all.data?.seasons.map((year) => (
              <option key={year} value={year}>
                Season {year}
              </option>
            ))}
          </select>
        </label>
      </div>
      {records.isPending && <p role="status">Loading the records…</p>}
      {records.isLoadingError && (
        <div className="note" role="alert">
          <p>The records did not load. Check your connection, then try again.</p>
          <button type="button" className="button" onClick={() => void records.refetch()}>
            Try again
          </button>
        </div>
      )}
      {records.data?.records.length === 0 && (
        <p className="note">The book is empty. The first week that ends writes the first records.</p>
      )}
      {records.data && records.data.records.length > 0 && (
        <section aria-labelledby="computed">
          <h2 id="computed" className="unseen">
            Of the game
          </h2>
          <RecordList league={league} records={records.data.records} me={me.id} />
        </section>
      )}
      <WrittenRecords records={written.data ?? []} admin={me.role === 'admin'} />
    </>
  );
}
