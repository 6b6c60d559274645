import type { Me } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { PageData, PageLeague } from '../../game/page-data.js';
import { useSeason } from '../../game/use-season.js';
import { leaguesQuery } from '../../http/queries.js';
import { type SeasonKey, seasonParams } from '../../http/week.js';
import { useTitle } from '../../ui/hooks.js';
import { LeagueTable } from './league-table.js';

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
