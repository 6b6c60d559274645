import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Component, type ReactNode, useState, useSyncExternalStore } from 'react';
import { HttpError } from '../http/http.js';
import { meQuery } from '../http/queries.js';
import { identity, type SignedIn } from '../identity/identity.js';
import { PageMessage } from '../ui/page-message.js';
import { FirstRoute } from './first-route.js';
import { Shell } from './shell.js';

export function App() {
  return (
    <PlayerScope>
      <Shell>
        <ErrorBoundary>
          <FirstRoute />
        </ErrorBoundary>
      </Shell>
    </PlayerScope>
  );
}

/**
 * Owns everything that is shown to one player: the query cache and all components. Another player gets new
 * ones, so no data of the previous player can be shown or sent, whatever keys queries and components have.
 */
function PlayerScope({ children }: { readonly children: ReactNode }) {
  const { generation, me } = useSyncExternalStore(identity.subscribe, identity.get);
  return (
    <OnePlayer key={generation} me={me}>
      {children}
    </OnePlayer>
  );
}

function OnePlayer({ me, children }: Pick<SignedIn, 'me'> & { readonly children: ReactNode }) {
  const [client] = useState(() => newClient(me));
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

function newClient(me: SignedIn['me']): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        // A refusal by the server is final; a lost request is retried while there is a connection.
        retry: (failures, error) =>
          failures < 3 && navigator.onLine && !(error instanceof HttpError && error.isFinal),
        networkMode: 'always',
      },
    },
  });
  if (me !== undefined) client.setQueryData(meQuery.queryKey, me);
  return client;
}

interface State {
  readonly failed: boolean;
}

/** Catches errors that a page throws while rendering; the shell around it stays. */
class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  /** The code of a page that was never opened loads only with a connection: reload when it returns. */
  override componentDidCatch(): void {
    if (!navigator.onLine) window.addEventListener('online', () => window.location.reload(), { once: true });
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const offline = !navigator.onLine;
    return (
      <PageMessage
        title={offline ? 'You are offline' : 'Flag on the play'}
        action={{ label: 'Load the page again', run: () => window.location.reload() }}
      >
        {offline
          ? 'This page is not on your device yet. It loads when you are back online.'
          : 'Something on this page broke. Your cards and points are not affected.'}
      </PageMessage>
    );
  }
}
