import { useEffect, useRef } from 'react';
import { elapsed } from '../../game/clock.js';
import type { LiveState } from '../../live/apply-frame.js';

const SHORTEST_MS = 10_000;
const LONGEST_MS = 60_000;
/** The server ranks the whole league for each snapshot. */
const MS_PER_PLAYER = 10;

/**
 * Returns how long a large league's page waits between two snapshots, while data is missing that only a
 * snapshot has; null: nothing is missing. Larger leagues wait longer: more pages ask, and each answer costs
 * more.
 */
export function refreshPace({ spread, outdated }: LiveState): number | null {
  if (spread === null || !(outdated.neighbours || outdated.base)) return null;
  const players = (spread.season ?? []).reduce((sum, [, count]) => sum + count, 0);
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, players * MS_PER_PLAYER));
}

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
