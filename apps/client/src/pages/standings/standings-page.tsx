import type { LeagueSummary, Me, Season } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { PageData, PageLeague } from '../../game/page-data.js';
import { SeasonSelect, useSeason } from '../../game/season-select.js';
import { playedWeeks } from '../../game/standings.js';
import { leaguesQuery } from '../../http/queries.js';
import { type SeasonKey, seasonParams } from '../../http/week.js';
import { useTitle } from '../../ui/hooks.js';
import { LeagueSelect } from '../../ui/league-select.js';
import { Segmented } from '../../ui/segmented.js';
import { useAddress } from '../../ui/use-address.js';
import { SeasonView, VIEWS, type View } from './season-view.js';
import styles from './standings-page.module.css';
import { WeekView } from './week-view.js';

interface LeaderboardPageProps {
  readonly me: Me;
  /** Absent: the player's largest league, otherwise everyone's. */
  readonly league?: string | undefined;
}

/** The standings of a league, over the season or week by week. */
export default function LeaderboardPage({ me, league }: LeaderboardPageProps) {
  useTitle('Standings');
  const [, go] = useLocation();
  const leagues = useQuery(leaguesQuery);
  const season = useSeason('played');
  return (
    <PageData of={{ leagues, season }} failed="The standings did not load">
      {(data) => (
        <PageLeague leagues={data.leagues} asked={league}>
          {(current) => (
            <LeagueTable
              key={`${current.id}/${seasonParams(data.season)}`}
              me={me}
              league={current}
              leagues={data.leagues}
              season={data.season}
              onLeague={(id) => go(`/leaderboard/${encodeURIComponent(id)}${window.location.search}`)}
              onSeason={(next) => go(`/leaderboard/${encodeURIComponent(current.id)}?${withSeason(next)}`)}
            />
          )}
        </PageLeague>
      )}
    </PageData>
  );
}

/** Returns the current query with another season and without its week. */
function withSeason({ season, type }: SeasonKey): URLSearchParams {
  const search = new URLSearchParams(window.location.search);
  search.delete('week');
  search.set('season', String(season));
  search.set('type', type);
  return search;
}

interface LeagueTableProps {
  readonly me: Me;
  readonly league: LeagueSummary;
  readonly leagues: readonly LeagueSummary[];
  readonly season: Season;
  readonly onLeague: (id: string) => void;
  readonly onSeason: (season: SeasonKey) => void;
}

const NAMES: readonly View[] = VIEWS.map(({ value }) => value);

/** One league's standings with their switches. */
function LeagueTable({ me, league, leagues, season, onLeague, onSeason }: LeagueTableProps) {
  const weeks = playedWeeks(season);
  const [view, setView] = useAddress('view', NAMES, 'season');
  const [chosen, setWeek] = useAddress('week', weeks.map(String), String(weeks[0] ?? 1));
  const week = Number(chosen);
  return (
    <div className={`page ${styles.page}`}>
      <h1 className="unseen">Standings</h1>
      <div className={styles.bar}>
        <LeagueSelect leagues={leagues} league={league.id} onLeague={onLeague} />
        <SeasonSelect season={season} onSeason={onSeason} />
        <Segmented label="Standings of" options={VIEWS} value={view} onChange={setView} />
      </div>
      {view === 'week' ? (
        <WeekView {...{ me, league, week, weeks, season }} onWeek={(next) => setWeek(String(next))} />
      ) : (
        <SeasonView me={me} league={league.id} season={season} view={view} />
      )}
      <ul className={styles.links}>
        <li>
          <Link
            className="tap"
            href={`/results/${week}?league=${encodeURIComponent(league.id)}&${seasonParams(season)}`}
          >
            Results of {weekPhrase(season.type, week)}
          </Link>
        </li>
        <li>
          <Link className="tap" href={`/records?league=${encodeURIComponent(league.id)}`}>
            Records
          </Link>
        </li>
        <li>
          <Link className="tap" href={`/season?league=${encodeURIComponent(league.id)}`}>
            The year
          </Link>
        </li>
      </ul>
    </div>
  );
}
