import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { elapsed } from '../game/clock.js';
import { identity } from '../identity/identity.js';
import { type Heads, NO_HEADS } from './absence.js';
import { watchDevice } from './device-signals.js';
import { LiveSession, type SessionWorld } from './live-session.js';
import { LiveStore, type LiveView } from './live-store.js';
import { poll } from './long-poll-transport.js';
import { openSocketLater } from './socket-later.js';

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
