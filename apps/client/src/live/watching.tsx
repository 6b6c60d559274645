import { useEffect, useRef } from 'react';
import type { Live } from './use-live.js';
import { Watcher } from './watcher.js';

interface WatchingProps extends Pick<Live, 'store' | 'received'> {
  readonly calm: boolean;
}

/** Somebody follows every row of this stream: draws nothing, but lets no row move unseen, nor more often than is wanted. */
export default function Watching({ store, received, calm }: WatchingProps) {
  const watcher = useRef<Watcher | null>(null);
  useEffect(() => {
    const visible = () => document.visibilityState === 'visible';
    const mine = new Watcher(store, { now: Date.now, visible, received });
    watcher.current = mine;
    mine.start();
    const seen = () => mine.seen();
    document.addEventListener('visibilitychange', seen);
    return () => {
      document.removeEventListener('visibilitychange', seen);
      mine.stop();
      watcher.current = null;
    };
  }, [store, received]);
  useEffect(() => watcher.current?.setCalm(calm), [calm]);
  return null;
}
