import { useCallback } from 'react';
import { deviceKey } from '../identity/storage.js';
import { tellDelaySoon } from '../pwa/tell-delay-soon.js';
import { useRemembered } from '../ui/use-remembered.js';

export const MAX_DELAY = 120;

/** Returns the delay of this device in seconds, for the page and for notifications. */
export function useTvDelay(): [number, (seconds: number) => void] {
  const [delay, setDelay] = useRemembered(deviceKey('tv-delay'), 0, isDelay);
  const change = useCallback(
    (seconds: number) => {
      setDelay(seconds);
      tellDelaySoon(seconds);
    },
    [setDelay],
  );
  return [delay, change];
}

function isDelay(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_DELAY;
}
