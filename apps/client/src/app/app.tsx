import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { HttpError } from '../http/http.js';
import { ErrorBoundary } from './error-boundary.js';
import { FirstRoute } from './first-route.js';
import { Shell } from './shell.js';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // What the server refused it refuses again; what did not get through is tried again, when there is a way.
      retry: (failures, error) =>
        failures < 3 &&
        navigator.onLine &&
        !(error instanceof HttpError && error.status >= 400 && error.status < 500),
      networkMode: 'always',
    },
  },
});

export function App() {
  return (
    <QueryClientProvider client={client}>
      <Shell>
        <ErrorBoundary>
          <FirstRoute />
        </ErrorBoundary>
      </Shell>
    </QueryClientProvider>
  );
}
