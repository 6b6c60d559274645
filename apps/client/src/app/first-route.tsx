import { deviceZone } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { meQuery } from '../http/queries.js';
import { ZoneContext } from '../ui/zone.js';
import { PageMessage } from './page-message.js';

const LivePage = lazy(() => import('../features/live-page/live-page.js'));
const Routes = lazy(() => import('./routes.js'));

/** Who is there, and the live table at once; the map of all other pages is not part of the first script. */
export function FirstRoute() {
  const me = useQuery(meQuery);
  if (me.isPending) return <PageMessage title="One moment…" busy />;
  if (me.isLoadingError) return <NoAnswer offline={!navigator.onLine} onAgain={() => void me.refetch()} />;
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
  /** The device itself has no connection. */
  readonly offline: boolean;
  readonly onAgain: () => void;
}

function NoAnswer({ offline, onAgain }: NoAnswerProps) {
  return (
    <PageMessage
      title={offline ? 'You are offline' : 'The server does not answer'}
      action={{ label: 'Try again', run: onAgain }}
    >
      {offline
        ? 'Saved cards are safe, and drafts wait on this device. The page comes back with your connection.'
        : 'Your cards are safe. Check your connection, or wait a moment.'}
    </PageMessage>
  );
}
