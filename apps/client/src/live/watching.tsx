import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { meQuery } from '../http/queries.js';
import { forgetTable } from './forget-table.js';
import { keepTable, recallTable } from './seen-table.js';
import type { Live } from './use-live.js';
import { Watcher } from './watcher.js';

interface WatchingProps extends Pick<Live, 'store' | 'received'> {
  readonly calm: boolean;
}

/**
 * Somebody follows every row of this stream: draws nothing, but lets no row move unseen, nor more often than is wanted, and keeps
 * what was seen last for when the player comes back.
 */
export default function Watching({ store, received, calm }: WatchingProps) {
  const watcher = useRef<Watcher | null>(null);
  const client = useQueryClient();
  useEffect(() => {
    const visible = () => document.visibilityState === 'visible';
    // null after the sign-out
    const player = () => client.getQueryData(meQuery.queryKey)?.id ?? null;
    const lastSeen = (league: string) => {
      const id = player();
      const seen = id === null ? null : recallTable(id, league, Date.now());
      forgetTable();
      return seen;
    };
    const mine = new Watcher(store, { now: Date.now, visible, received, lastSeen });
    watcher.current = mine;
    mine.start();
    const keep = () => {
      const { state } = store.get();
      const id = player();
      if (id !== null && state !== null) keepTable(id, state, Date.now());
    };
    const turned = () => {
      mine.seen();
      if (visible()) forgetTable();
      else keep();
    };
    // a hidden page has kept what was seen when it was hidden
    const leave = () => {
      if (visible()) keep();
    };
    document.addEventListener('visibilitychange', turned);
    window.addEventListener('pagehide', leave);
    return () => {
      document.removeEventListener('visibilitychange', turned);
      window.removeEventListener('pagehide', leave);
      leave();
      mine.stop();
      watcher.current = null;
    };
  }, [store, received, client]);
  useEffect(() => watcher.current?.setCalm(calm), [calm]);
  return null;
}
