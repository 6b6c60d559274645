import { ErrorBoundary } from './error-boundary.js';
import { FirstRoute } from './first-route.js';
import { PlayerScope } from './player-scope.js';
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
