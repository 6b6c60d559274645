import { useEffect } from 'react';

/** How often a page checks whether the server is back. */
export const RETRY_MS = 10_000;

/**
 * Calls `again` while a page waits for the server: when the device goes online, when the page becomes
 * visible, and every ten seconds, because an existing network may still lead nowhere.
 */
export function useReturn(again: () => void): void {
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const look = () => document.visibilityState === 'visible' && again();
    window.addEventListener('online', again, { signal });
    document.addEventListener('visibilitychange', look, { signal });
    const timer = setInterval(look, RETRY_MS);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [again]);
}
