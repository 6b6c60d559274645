import { useEffect, useRef } from 'react';
import { awakeOrAsleep } from '../game/clock.js';
import { forgetTable, keepTable, recallTable } from './seen-table.js';
import type { Live } from './use-live.js';
import { Watcher } from './watcher.js';

interface WatchingProps extends Pick<Live, 'store' | 'heads'> {
  /** The viewer's id. */
  readonly player: string;
  readonly calm: boolean;
}

/**
 * Watches the stream for a viewer; draws nothing. It makes sure that no row moves unseen or more often than
 * wanted, and stores the last seen state for the player's next visit.
 */
export default function Watching({ store, heads, player, calm }: WatchingProps) {
  const watcher = useRef<Watcher | null>(null);
  useEffect(() => {
    const visible = () => document.visibilityState === 'visible';
    const lastSeen = (league: string) => {
      const seen = recallTable(player, league, Date.now());
      forgetTable(player);
      return seen;
    };
    const mine = new Watcher(store, { now: awakeOrAsleep(), visible, heads, lastSeen });
    watcher.current = mine;
    mine.start();
    const keep = () => {
      const { state } = store.get();
      if (state !== null) keepTable(player, state, Date.now());
    };
    const turned = () => {
      mine.seen();
      if (visible()) forgetTable(player);
      else keep();
    };
    // a hidden page stored its state when it was hidden
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
  }, [store, heads, player]);
  useEffect(() => watcher.current?.setCalm(calm), [calm]);
  return null;
}
