import type { Signal } from './connection-policy.js';

/**
 * Reports the device's events: network lost and found, tab visible again, page restored from the cache.
 * @returns stops watching
 */
export function watchDevice(tell: (signal: Signal) => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  window.addEventListener('online', () => tell({ type: 'online' }), { signal });
  window.addEventListener('offline', () => tell({ type: 'offline' }), { signal });
  window.addEventListener('pageshow', (event) => event.persisted && tell({ type: 'woken' }), { signal });
  document.addEventListener(
    'visibilitychange',
    () => document.visibilityState === 'visible' && tell({ type: 'woken' }),
    { signal },
  );
  const network = networkInformation();
  let kind = network?.type;
  network?.addEventListener(
    'change',
    () => {
      // The event also fires for new speed estimates; only another kind of network matters.
      if (network.type !== kind) tell({ type: 'moved' });
      kind = network.type;
    },
    { signal },
  );
  return () => stop.abort();
}

/** Not in every browser, and not in the DOM's types. */
interface NetworkInformation extends EventTarget {
  readonly type?: string;
}

function networkInformation(): NetworkInformation | undefined {
  return 'connection' in navigator ? (navigator.connection as NetworkInformation) : undefined;
}
