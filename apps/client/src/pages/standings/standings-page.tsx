import type { Me } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { usualLeague } from '../../game/use-chosen-league.js';
import { useSeason } from '../../game/use-season.js';
import { leaguesQuery } from '../../http/queries.js';
import { type SeasonKey, seasonParams } from '../../http/week.js';
import { useTitle } from '../../ui/hooks.js';
import { PageMessage } from '../../ui/page-message.js';
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
  if (leagues.isLoadingError || season.isLoadingError) {
    const again = () => void Promise.all([leagues.refetch(), season.refetch()]);
    return (
      <PageMessage title="The standings did not load" action={{ label: 'Try again', run: again }}>
        The server did not answer. Check your connection, or wait a moment.
      </PageMessage>
    );
  }
  if (leagues.isPending || season.isPending) return <PageMessage title="One moment…" busy />;
  const current =
    league === undefined ? usualLeague(leagues.data) : leagues.data.find(({ id }) => id === league);
  if (!current) {
    return (
      <PageMessage title="Not your league" action={{ label: 'Go to your leagues', href: '/leagues' }}>
        You are not in this league, or it no longer exists. Ask its commissioner for the code to join.
      </PageMessage>
    );
  }
  return (
    <LeagueTable
      key={`${current.id}/${seasonParams(season.data)}`}
      me={me}
      league={current}
      leagues={leagues.data}
      season={season.data}
      onLeague={(id) => go(`/leaderboard/${encodeURIComponent(id)}${window.location.search}`)}
      onSeason={(next) => go(`/leaderboard/${encodeURIComponent(current.id)}?${withSeason(next)}`)}
    />
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
