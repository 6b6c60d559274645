import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { elapsed } from '../game/clock.js';
import { identity } from '../identity/identity.js';
import { type Heads, NO_HEADS } from './absence.js';
import type { Signal } from './connection-policy.js';
import { LiveSession, type SessionWorld } from './live-session.js';
import { LiveStore, type LiveView } from './live-store.js';
import { poll } from './long-poll-transport.js';
import type { SocketHandlers, SocketTransport } from './socket-transport.js';

const BROWSER: SessionWorld = {
  openSocket: (handlers) => openSocketLater(handlers, () => import('./socket-transport.js')),
  poll: (league, position, signal) => poll(league, position, signal),
  now: elapsed,
  wallClock: Date.now,
  random: Math.random,
  online: () => navigator.onLine,
};

export interface Live {
  readonly view: LiveView;
  readonly store: LiveStore;
  /** The reported ends of the server's log. */
  heads(): Heads;
  /** Requests a snapshot. */
  refresh(): void;
}

/**
 * Follows the live stream of a league while the component is mounted. Give the component another key for
 * another league.
 * @param delayMs delay of frames
 * @param hold holds all frames
 */
export function useLive(league: string, delayMs: number, hold = false): Live {
  const [store] = useState(() => new LiveStore());
  const session = useRef<LiveSession | null>(null);
  const firstDelay = useRef(delayMs);
  useEffect(() => {
    const mine = new LiveSession(league, store, BROWSER, firstDelay.current);
    session.current = mine;
    mine.start();
    const unwatch = watchDevice((signal) => mine.signal(signal));
    return () => {
      unwatch();
      mine.stop();
      session.current = null;
    };
  }, [league, store]);
  useEffect(() => {
    firstDelay.current = delayMs;
    session.current?.setDelay(delayMs);
  }, [delayMs]);
  useEffect(() => session.current?.setHold(hold), [hold]);
  const view = useSyncExternalStore(store.subscribe, store.get);
  // the server decides who is signed in, and the page follows
  useEffect(() => {
    if (view.link === 'signed-out') identity.doubt();
  }, [view.link]);
  const refresh = useCallback(() => session.current?.refresh(), []);
  const heads = useCallback(() => session.current?.heads ?? NO_HEADS, []);
  return { view, store, heads, refresh };
}

/**
 * Reports the device's events: network lost and found, tab visible again, page restored from the cache.
 * @returns stops watching
 */
function watchDevice(tell: (signal: Signal) => void): () => void {
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

/**
 * Opens a socket whose code loads now, because the page's first standings come by one request without it. A
 * failed load counts as a lost socket, so the policy retries both or polls.
 */
export function openSocketLater(
  handlers: SocketHandlers,
  load: () => Promise<{ openSocket(handlers: SocketHandlers): SocketTransport }>,
): SocketTransport {
  let socket: SocketTransport | null = null;
  let closed = false;
  load().then(
    ({ openSocket }) => {
      if (!closed) socket = openSocket(handlers);
    },
    () => {
      if (!closed) handlers.lost();
    },
  );
  return {
    subscribe: async (league, position) => (socket === null ? null : socket.subscribe(league, position)),
    close: () => {
      closed = true;
      socket?.close();
    },
  };
}
