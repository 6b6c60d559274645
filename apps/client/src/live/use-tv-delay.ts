import { useCallback } from 'react';
import { deviceKey } from '../identity/storage.js';
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

/** Waits until a dragged slider rests. */
const SETTLED_MS = 2_000;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Sends this device's TV delay to the server, if the device receives notifications. */
function tellDelaySoon(seconds: number): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  clearTimeout(timer);
  timer = setTimeout(() => void tell(seconds), SETTLED_MS);
}

async function tell(seconds: number): Promise<void> {
  const { tellDelay } = await import('../pwa/push-device.js');
  // the next change sends it again, and the profile shows it
  await tellDelay(seconds).catch(() => undefined);
}
