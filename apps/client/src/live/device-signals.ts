import type { Signal } from './connection-policy.js';

/** Tells what the device goes through: network lost and found, tab seen again, back from the page cache. */
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
      // Fires for every new estimate of the speed too; only another kind of network matters.
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
