import { useEffect } from 'react';

/** How often a page without a server looks whether it is back. */
export const RETRY_MS = 10_000;

/**
 * Tries again by itself while a page waits for the server: when the device finds its network, when the page is seen again,
 * and every ten seconds, since a network that is there may still lead nowhere.
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
