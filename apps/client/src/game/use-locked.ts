import type { Game } from '@sunday-live/contract';
import { type LockMode, lockedGames } from '@sunday-live/scoring';
import { useEffect, useMemo, useState } from 'react';

/**
 * Returns the ids of the games that are locked by the server's clock; a new set only when another one locks.
 */
export function useLocked(
  games: readonly Game[],
  lock: LockMode,
  deadline: number,
  clockOffset: number,
): ReadonlySet<string> {
  const [, drawAgain] = useState(0);
  const key = lockedNow(games, lock, deadline, clockOffset);
  useEffect(() => {
    const timer = setInterval(() => {
      if (lockedNow(games, lock, deadline, clockOffset) !== key) drawAgain(Date.now());
    }, 1000);
    return () => clearInterval(timer);
  }, [games, lock, deadline, clockOffset, key]);
  return useMemo(() => new Set(key === '' ? [] : key.split(' ')), [key]);
}

function lockedNow(games: readonly Game[], lock: LockMode, deadline: number, clockOffset: number): string {
  return [...lockedGames(games, lock, deadline, Date.now() + clockOffset)].join(' ');
}
