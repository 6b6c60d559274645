import { type LeagueStatistics, type Me, placed, type Season } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { Figures } from '../../game/figures.js';
import { PageData, useChosenLeague, usualLeague } from '../../game/page-data.js';
import { RecordList } from '../../game/record-list.js';
import { figure, rightShare, seasonStandingsQuery } from '../../game/standings.js';
import { leaguesQuery, seasonQuery } from '../../http/queries.js';
import { playerStatisticsQuery, recordsQuery } from '../../http/statistics.js';
import { useTitle } from '../../ui/hooks.js';
import { LeagueSelect } from '../../ui/league-select.js';
import { isOver, Podium, podium, recordsOf } from './podium.js';
import styles from './year-page.module.css';

interface YearPageProps {
  readonly me: Me;
  /** Absent: the current season. */
  readonly year?: string | undefined;
}

/**
 * The end of a season: the champion, the podium, the viewer's year, and the records. Before the end it says
 * so.
 */
export default function YearPage({ me, year }: YearPageProps) {
  useTitle('The year');
  const leagues = useQuery(leaguesQuery);
  const season = useQuery(seasonQuery);
  const mine = leagues.data ?? [];
  const [league, setLeague] = useChosenLeague(mine, usualLeague(mine));
  const asked = Number(year);
  return (
    <PageData of={{ leagues, season }} failed="The year did not load">
      {(data) => {
        const shown = Number.isInteger(asked) && asked >= 1920 && asked <= 2200 ? asked : data.season.season;
        return (
          league && (
            <Year
              key={`${league.id}/${shown}`}
              me={me}
              league={league.id}
              leagues={mine}
              season={data.season}
              year={shown}
              onLeague={setLeague}
            />
          )
        );
      }}
    </PageData>
  );
}

interface YearProps {
  readonly me: Me;
  readonly league: string;
  readonly leagues: readonly { readonly id: string; readonly name: string }[];
  readonly season: Season;
  readonly year: number;
  readonly onLeague: (id: string) => void;
}

function Year({ me, league, leagues, season, year, onLeague }: YearProps) {
  const [, go] = useLocation();
  const statistics = useQuery(seasonStandingsQuery(league, { season: year, type: 'regular' }));
  const records = useQuery(recordsQuery(league, null));
  const years = records.data?.seasons ?? [year];
  const open = (next: number) => go(`/season/${next}?league=${encodeURIComponent(league)}`);
  return (
    <div className={`page ${styles.page}`}>
      <h1 className="title">Season {year}</h1>
      <div className="toolbar">
        <LeagueSelect leagues={leagues} league={league} onLeague={onLeague} />
        <label>
          <span className="unseen">Season</span>
          <select value={year} onChange={(event) => open(Number(event.target.value))}>
            {[...new Set([...years, year])]
              .sort((a, b) => b - a)
              .map((one) => (
                <option key={one} value={one}>
                  Season {one}
                </option>
              ))}
          </select>
        </label>
      </div>
      {statistics.isPending && <p role="status">Loading the year…</p>}
      {statistics.isLoadingError && (
        <div className="note" role="alert">
          <p>The year did not load. Check your connection, then try again.</p>
          <button type="button" className="button" onClick={() => void statistics.refetch()}>
            Try again
          </button>
        </div>
      )}
      {statistics.data && (
        <Ending me={me} statistics={statistics.data} over={isOver(season, statistics.data)} />
      )}
      {statistics.data && statistics.data.weeks.length > 0 && <OwnYear me={me} league={league} year={year} />}
      {records.data && <Broken me={me} league={league} records={recordsOf(records.data.records, year)} />}
    </div>
  );
}

interface EndingProps {
  readonly me: Me;
  readonly statistics: LeagueStatistics;
  readonly over: boolean;
}

function Ending({ me, statistics, over }: EndingProps) {
  const steps = podium(statistics.rows);
  if (statistics.weeks.length === 0)
    return <p className="note">No game of this season has been played in this league.</p>;
  const champions = steps.filter(({ rank }) => rank === 1);
  return (
    <section className={styles.ending} aria-labelledby="ending" data-over={over || undefined}>
      <h2 id="ending">
        {over ? (champions.length > 1 ? 'Champions' : 'Champion') : 'The season is in progress'}
      </h2>
      {!over && (
        <p className="hint">There is no champion before the final gun of the season. In the lead so far:</p>
      )}
      <Podium steps={steps} league={statistics.league} me={me.id} over={over} />
    </section>
  );
}

interface OwnYearProps {
  readonly me: Me;
  readonly league: string;
  readonly year: number;
}

function OwnYear({ me, league, year }: OwnYearProps) {
  const { data } = useQuery(playerStatisticsQuery(league, me.id, { season: year, type: 'regular' }));
  if (!data) return null;
  const { figures } = data;
  const share = rightShare(figures);
  return (
    <section className={styles.own} aria-labelledby="own-year">
      <h2 id="own-year">My year</h2>
      {figures.rank === null ? (
        <p className="hint">You had no card in this season.</p>
      ) : (
        <>
          <Figures
            items={[
              {
                name: 'Place',
                value: placed(figures.rank, figures.shared ?? false),
                more: `of ${figures.players}`,
              },
              { name: 'Points', value: figure(figures.points) },
              { name: 'Weeks played', value: figures.weeks, more: `of ${data.weeks.length}` },
              {
                name: 'Right',
                value: share === null ? '–' : `${figure(share)} %`,
                more: `${figures.right} of ${figures.played}`,
              },
              {
                name: 'Best week',
                value: figure(figures.best?.points ?? null),
                more: figures.best ? weekPhrase('regular', figures.best.week) : undefined,
              },
              {
                name: 'Worst week',
                value: figure(figures.worst?.points ?? null),
                more: figures.worst ? weekPhrase('regular', figures.worst.week) : undefined,
              },
              { name: 'Banker average', value: figure(figures.bankerAverage) },
              { name: 'Longest run', value: figures.run, more: 'right picks' },
            ]}
          />
          <Link
            className="button"
            href={`/players/${encodeURIComponent(me.id)}?league=${encodeURIComponent(league)}`}
          >
            All my numbers
          </Link>
        </>
      )}
    </section>
  );
}

type BrokenProps = Pick<Parameters<typeof RecordList>[0], 'league' | 'records'> & { readonly me: Me };

function Broken({ me, league, records }: BrokenProps) {
  if (records.length === 0) return null;
  return (
    <section className={styles.own} aria-labelledby="broken">
      <h2 id="broken">Records set this season</h2>
      <RecordList league={league} records={records} me={me.id} />
    </section>
  );
}
