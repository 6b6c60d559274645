import type { RegisterPushDevice } from '@sunday-live/contract';
import { sendJson } from '../http/http.js';
import { sha256 } from '../http/sha256.js';

/** What the browser itself knows, before the server is asked. */
export interface Browser {
  readonly capable: boolean;
  readonly permission: NotificationPermission;
  readonly apple: boolean;
  readonly standalone: boolean;
  /** The browser's own subscription; null: there is none. */
  readonly subscription: { readonly id: string; readonly serverKey: string } | null;
}

export async function seeBrowser(): Promise<Browser> {
  const capable = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  const subscription = capable ? await current() : null;
  return {
    capable,
    permission: capable ? Notification.permission : 'default',
    // an iPad calls itself a Mac, but no Mac is touched
    apple:
      /iPhone|iPad|iPod/.test(navigator.userAgent) ||
      (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1),
    standalone: window.matchMedia('(display-mode: standalone)').matches,
    subscription: subscription && {
      // as the server names devices
      id: await sha256(subscription.endpoint),
      serverKey: keyOf(subscription),
    },
  };
}

/**
 * Asks the player, then the browser's push service, and tells the server.
 * @param renew the push service refuses the subscription that there is: another one takes its place
 * @returns false when the player does not allow it
 */
export async function switchOn(serverKey: string, delaySeconds: number, renew: boolean): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false;
  const { pushManager } = await navigator.serviceWorker.ready;
  const old = await pushManager.getSubscription();
  // a browser has one subscription: one for another key is in the way
  if (old !== null && (renew || keyOf(old) !== serverKey)) await old.unsubscribe();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: serverKey });
  const replaces = renew && old !== null && old.endpoint !== made.endpoint ? { replaces: old.endpoint } : {};
  await sendJson('PUT', '/api/me/push/devices', { ...registrationOf(made, delaySeconds), ...replaces });
  return true;
}

/** The server first: what the browser then says to its push service may fail. */
export async function switchOff(id: string): Promise<void> {
  await sendJson('DELETE', `/api/me/push/devices/${id}`);
  await (await current())?.unsubscribe();
}

/** Notifications on this device wait as long as its table does. Nothing to do where it has none. */
export async function tellDelay(delaySeconds: number): Promise<void> {
  const { subscription } = await seeBrowser();
  const made = subscription && (await current());
  if (made) await sendJson('PUT', '/api/me/push/devices', registrationOf(made, delaySeconds));
}

/** Without an installed worker (the first seconds of a first visit) there is no subscription either. */
async function current(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ?? null;
}

function registrationOf(made: PushSubscription, delaySeconds: number): RegisterPushDevice {
  return {
    endpoint: made.endpoint,
    p256dh: base64url(made.getKey('p256dh')),
    auth: base64url(made.getKey('auth')),
    serverKey: keyOf(made),
    delaySeconds,
  };
}

function keyOf({ options }: PushSubscription): string {
  return base64url(options.applicationServerKey);
}

function base64url(bytes: ArrayBuffer | null): string {
  const text = String.fromCharCode(...new Uint8Array(bytes ?? []));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
