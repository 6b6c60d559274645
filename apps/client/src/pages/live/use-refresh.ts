import { useEffect, useRef } from 'react';
import { elapsed } from '../../game/clocks.js';
import type { LiveState } from '../../live/apply-frame.js';
import { refreshPace } from './model/refresh-pace.js';

/**
 * Requests snapshots in a large league, because deltas do not contain the viewer's neighbours. Further
 * changes do not postpone the next request.
 */
export function useRefresh(state: LiveState, refresh: () => void): void {
  const pace = refreshPace(state);
  const askedAt = useRef(elapsed());
  useEffect(() => {
    if (pace === null) return;
    let timer: ReturnType<typeof setTimeout>;
    const ask = () => {
      askedAt.current = elapsed();
      refresh();
      timer = setTimeout(ask, pace);
    };
    const wait = Math.max(0, askedAt.current + pace - elapsed());
    timer = setTimeout(ask, wait + Math.random() * pace * 0.5);
    return () => clearTimeout(timer);
  }, [pace, refresh]);
}
