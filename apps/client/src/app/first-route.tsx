import { deviceZone } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { meQuery } from '../http/queries.js';
import { PageMessage } from '../ui/page-message.js';
import { ZoneContext } from '../ui/zone.js';
import { useReturn } from './use-return.js';

const LivePage = lazy(() => import('../pages/live/live-page.js'));
const Routes = lazy(() => import('./routes.js'));

/** Who is there, and the live table at once; the map of all other pages is not part of the first script. */
export function FirstRoute() {
  const me = useQuery(meQuery);
  if (me.data === undefined) {
    // once there was no answer, the page says so until there is one, also while it asks again
    if (me.errorUpdateCount > 0) return <NoAnswer trying={me.isFetching} onAgain={me.refetch} />;
    return <PageMessage title="One moment…" busy />;
  }
  const player = me.data;
  return (
    <ZoneContext value={player?.timeZone ?? deviceZone()}>
      <Suspense fallback={<PageMessage title="One moment…" busy />}>
        <Switch>
          {player && (
            <Route path="/">
              {player.liveLanding ? <LivePage me={player} /> : <Redirect to="/home" replace />}
            </Route>
          )}
          {player && (
            <Route path="/live/:league?">{({ league }) => <LivePage me={player} league={league} />}</Route>
          )}
          <Route>
            <Routes player={player} />
          </Route>
        </Switch>
      </Suspense>
    </ZoneContext>
  );
}

interface NoAnswerProps {
  readonly trying: boolean;
  readonly onAgain: () => Promise<unknown>;
}

function NoAnswer({ trying, onAgain }: NoAnswerProps) {
  const again = useCallback(() => void onAgain(), [onAgain]);
  useReturn(again);
  const offline = !navigator.onLine;
  return (
    <PageMessage
      title={offline ? 'You are offline' : 'The server does not answer'}
      action={{ label: trying ? 'Trying…' : 'Try again', run: again }}
    >
      {offline
        ? 'Saved cards are safe, and drafts wait on this device. The page comes back with your connection.'
        : 'Your cards are safe. The page comes back with the server.'}
    </PageMessage>
  );
}
