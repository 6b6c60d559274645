import { deviceZone } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { meQuery } from '../http/queries.js';
import { PageMessage } from '../ui/page-message.js';
import { ZoneContext } from '../ui/zone.js';

const LivePage = lazy(() => import('../pages/live/live-page.js'));
const Routes = lazy(() => import('./routes.js'));

/**
 * Decides who is signed in and shows the live page at once; the routes of all other pages are not in the
 * first script.
 */
export function FirstRoute() {
  const me = useQuery(meQuery);
  if (me.data === undefined) {
    // after a failed request the message stays until an answer arrives, also during retries
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
        ? 'Saved cards are safe, and drafts wait on this device. The page loads when you are back online.'
        : 'Your cards are safe. The page loads as soon as the server answers.'}
    </PageMessage>
  );
}

/** How often a page checks whether the server is back. */
export const RETRY_MS = 10_000;

/**
 * Calls `again` while a page waits for the server: when the device goes online, when the page becomes
 * visible, and every ten seconds, because an existing network may still lead nowhere.
 */
function useReturn(again: () => void): void {
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const look = () => document.visibilityState === 'visible' && again();
    window.addEventListener('online', again, { signal });
    document.addEventListener('visibilitychange', look, { signal });
    const timer = setInterval(look, RETRY_MS);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [again]);
}
