import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { HttpError } from '../http/http.js';
import { meQuery } from '../http/queries.js';
import { identity, type SignedIn } from '../identity/identity.js';

/**
 * Owns everything that is shown to one player: the query cache and all components. Another player gets new
 * ones, so no data of the previous player can be shown or sent, whatever keys queries and components have.
 */
export function PlayerScope({ children }: { readonly children: ReactNode }) {
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
