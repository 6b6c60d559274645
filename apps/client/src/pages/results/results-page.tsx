import type { LeagueSummary, Me, Season } from '@sunday-live/contract';
import { weekName } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { PageData, useChosenLeague, usualLeague } from '../../game/page-data.js';
import { SeasonSelect, useSeason } from '../../game/season-select.js';
import { playedWeeks } from '../../game/standings.js';
import { leaguesQuery } from '../../http/queries.js';
import { type SeasonKey, seasonParams } from '../../http/week.js';
import { useTitle } from '../../ui/hooks.js';
import { LeagueSelect } from '../../ui/league-select.js';
import { PageMessage } from '../../ui/page-message.js';
import { Tabs } from '../../ui/tabs.js';
import { useAddress } from '../../ui/use-address.js';
import { WeekSwitch } from '../../ui/week-switch.js';
import { Compare } from './compare.js';
import { Everybody } from './everybody.js';
import { OwnCard, useWeek } from './own-card.js';
import styles from './results-page.module.css';

interface ResultsPageProps {
  readonly me: Me;
  /** Absent: the latest week with something to show. */
  readonly week?: string | undefined;
}

/** The results of a week: the viewer's card, everybody's, and a comparison. */
export default function ResultsPage({ me, week }: ResultsPageProps) {
  useTitle('Results');
  const leagues = useQuery(leaguesQuery);
  const season = useSeason('played');
  const mine = leagues.data ?? [];
  const [league, setLeague] = useChosenLeague(mine, usualLeague(mine));
  return (
    <PageData of={{ leagues, season }} failed="The results did not load">
      {(data) => {
        const weeks = playedWeeks(data.season);
        const [latest] = weeks;
        if (latest === undefined) {
          return (
            <PageMessage title="No results yet" action={{ label: 'Go to my card', href: '/card' }}>
              They appear when a week’s cards lock, at the latest with its first final.
            </PageMessage>
          );
        }
        const asked = Number(week);
        const shown = weeks.includes(asked) ? asked : latest;
        return (
          league && (
            <Results
              key={`${league.id}/${seasonParams(data.season)}/${shown}`}
              {...{ me, league, weeks }}
              leagues={mine}
              season={data.season}
              week={shown}
              onLeague={setLeague}
            />
          )
        );
      }}
    </PageData>
  );
}

interface ResultsProps {
  readonly me: Me;
  readonly league: LeagueSummary;
  readonly leagues: readonly LeagueSummary[];
  readonly season: Season;
  readonly weeks: readonly number[];
  readonly week: number;
  readonly onLeague: (id: string) => void;
}

const VIEWS = ['own', 'all', 'compare'] as const;

function Results({ me, league, leagues, season, weeks, week, onLeague }: ResultsProps) {
  const [tab, setTab] = useAddress('view', VIEWS, 'own');
  const [, go] = useLocation();
  const { season: year, type } = season;
  const result = useWeek(league, { season: year, type, week }, me.id);
  const open = (next: number | '', of: SeasonKey = season) => go(`/results/${next}?${addressOf(of)}`);
  return (
    <div className={`page ${styles.page}`}>
      <h1 className="title">
        {weekName(type, week)}, {year}
      </h1>
      <div className="toolbar">
        <LeagueSelect leagues={leagues} league={league.id} onLeague={onLeague} />
        <SeasonSelect season={season} onSeason={(next) => open('', next)} />
        <WeekSwitch type={type} weeks={weeks} week={week} onWeek={open} />
      </div>
      {result.state === 'pending' && <p role="status">Loading the results…</p>}
      {result.state === 'failed' && (
        <div className={`note ${styles.note}`} role="alert">
          <p>The results did not load. Check your connection, then try again.</p>
          <button type="button" className="button" onClick={result.again}>
            Try again
          </button>
        </div>
      )}
      {result.state === 'here' && (
        <Tabs
          label="Results"
          current={tab}
          onChange={setTab}
          tabs={[
            { id: 'own', label: 'My card', content: <OwnCard me={me} league={league} week={result.week} /> },
            {
              id: 'all',
              label: 'Everybody',
              content: <Everybody me={me} league={league} week={result.week} />,
            },
            {
              id: 'compare',
              label: 'Compare',
              content: <Compare me={me} league={league} week={result.week} />,
            },
          ]}
        />
      )}
    </div>
  );
}

/** Returns the current query with another season. */
function addressOf({ season, type }: SeasonKey): URLSearchParams {
  const search = new URLSearchParams(window.location.search);
  search.set('season', String(season));
  search.set('type', type);
  return search;
}
