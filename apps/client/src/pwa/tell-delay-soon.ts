/** Waits until a dragged slider rests. */
const SETTLED_MS = 2_000;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Sends this device's TV delay to the server, if the device receives notifications. */
export function tellDelaySoon(seconds: number): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  clearTimeout(timer);
  timer = setTimeout(() => void tell(seconds), SETTLED_MS);
}

async function tell(seconds: number): Promise<void> {
  const { tellDelay } = await import('./push-device.js');
  // the next change sends it again, and the profile shows it
  await tellDelay(seconds).catch(() => undefined);
}
