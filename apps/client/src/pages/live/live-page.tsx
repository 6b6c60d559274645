import type { Me } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { leaguesQuery } from '../../http/queries.js';
import { personalKey } from '../../identity/storage.js';
import { LiveSkeleton } from '../../live/live-skeleton.js';
import { useTitle } from '../../ui/hooks.js';
import { PageMessage } from '../../ui/page-message.js';
import { useRemembered } from '../../ui/use-remembered.js';
import { LiveLeague } from './live-league.js';

/** The league that holds every player. */
const EVERYONE = 'everyone';

interface LivePageProps {
  readonly me: Me;
  /** Absent: the league watched last, otherwise the player's largest, otherwise everyone's. */
  readonly league?: string | undefined;
}

/** The live page: selects the league and renders its page. */
export default function LivePage({ me, league }: LivePageProps) {
  useTitle('Live');
  const [, go] = useLocation();
  // holds for all leagues, because the viewer watches one television
  const [hold, setHold] = useState(false);
  const leagues = useQuery(leaguesQuery);
  const [last, setLast] = useRemembered(
    personalKey(me.id, 'league'),
    '',
    (value) => typeof value === 'string',
  );
  if (leagues.isPending) return <LiveSkeleton />;
  if (leagues.isLoadingError) {
    return (
      <PageMessage
        title="Your leagues did not load"
        action={{ label: 'Try again', run: () => void leagues.refetch() }}
      >
        The server did not answer. Your cards and points are safe.
      </PageMessage>
    );
  }
  const usual = [...leagues.data].sort((a, b) => b.members - a.members).find(({ id }) => id !== EVERYONE);
  const wanted = league ?? last;
  const current =
    leagues.data.find(({ id }) => id === wanted) ??
    (league === undefined ? (usual ?? leagues.data[0]) : undefined);
  if (!current) {
    return (
      <PageMessage title="Not your league" action={{ label: 'Go to your live page', href: '/live' }}>
        You are not in this league, or it no longer exists. Ask its commissioner for the code to join.
      </PageMessage>
    );
  }
  return (
    <LiveLeague
      key={current.id}
      me={me}
      league={current}
      leagues={leagues.data}
      hold={hold}
      onHold={setHold}
      onLeague={(id) => {
        setLast(id);
        go(`/live/${encodeURIComponent(id)}${window.location.search}`);
      }}
    />
  );
}
