/** Somebody who drags a slider means where it stops. */
const SETTLED_MS = 2_000;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells the server the TV delay of this device, if it is one that is notified. Costs nothing where it is not. */
export function tellDelaySoon(seconds: number): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  clearTimeout(timer);
  timer = setTimeout(() => void tell(seconds), SETTLED_MS);
}

async function tell(seconds: number): Promise<void> {
  const { tellDelay } = await import('./push-device.js');
  // told again with the next change, and shown on the profile
  await tellDelay(seconds).catch(() => undefined);
}
