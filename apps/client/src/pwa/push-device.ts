import type { RegisterPushDevice } from '@sunday-live/contract';
import { sendJson } from '../http/http.js';
import { sha256 } from '../http/sha256.js';

/** The browser's own data, before the server is asked. */
export interface Browser {
  readonly capable: boolean;
  readonly permission: NotificationPermission;
  readonly apple: boolean;
  readonly standalone: boolean;
  /** The browser's subscription; null: none. */
  readonly subscription: { readonly id: string; readonly serverKey: string } | null;
}

export async function seeBrowser(): Promise<Browser> {
  const capable = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  const subscription = capable ? await current() : null;
  return {
    capable,
    permission: capable ? Notification.permission : 'default',
    // an iPad identifies itself as a Mac, but no Mac has a touch screen
    apple:
      /iPhone|iPad|iPod/.test(navigator.userAgent) ||
      (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1),
    standalone: window.matchMedia('(display-mode: standalone)').matches,
    subscription: subscription && {
      // the id by which the server knows devices
      id: await sha256(subscription.endpoint),
      serverKey: keyOf(subscription),
    },
  };
}

/**
 * Asks for permission, subscribes at the browser's push service, and registers the device at the server.
 * @param renew replaces an existing subscription that the push service rejects
 * @returns false when the player refuses
 */
export async function switchOn(serverKey: string, delaySeconds: number, renew: boolean): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false;
  const { pushManager } = await navigator.serviceWorker.ready;
  const old = await pushManager.getSubscription();
  // a browser has one subscription, so one for another key must go first
  if (old !== null && (renew || keyOf(old) !== serverKey)) await old.unsubscribe();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: serverKey });
  const replaces = renew && old !== null && old.endpoint !== made.endpoint ? { replaces: old.endpoint } : {};
  await sendJson('PUT', '/api/me/push/devices', { ...registrationOf(made, delaySeconds), ...replaces });
  return true;
}

/** Removes the device at the server first, because the browser's unsubscribe may fail. */
export async function switchOff(id: string): Promise<void> {
  await sendJson('DELETE', `/api/me/push/devices/${id}`);
  await (await current())?.unsubscribe();
}

/**
 * Sets the delay of notifications on this device to that of its standings. Does nothing without a
 * subscription.
 */
export async function tellDelay(delaySeconds: number): Promise<void> {
  const { subscription } = await seeBrowser();
  const made = subscription && (await current());
  if (made) await sendJson('PUT', '/api/me/push/devices', registrationOf(made, delaySeconds));
}

/**
 * Returns the subscription. Without an installed worker (the first seconds of a first visit) there is none.
 */
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

/** The state of notifications on this device. */
export type DeviceState =
  /** The browser cannot show notifications. */
  | 'unsupported'
  /** An iPhone or iPad shows them only for an app on its home screen. */
  | 'needs-home-screen'
  /** Forbidden in the browser's settings; only the player can change that there. */
  | 'blocked'
  | 'off'
  /** Its push service rejects notifications: they must be switched on again. */
  | 'refused'
  | 'on';

/** What the app can detect about the device. */
export interface Seen {
  /** The browser has push, notifications and a service worker. */
  readonly capable: boolean;
  readonly permission: NotificationPermission;
  /** iPhone or iPad. */
  readonly apple: boolean;
  /** Opened from the home screen. */
  readonly standalone: boolean;
  /** The browser's subscription is among the player's devices and made for the server's current key. */
  readonly registered: boolean;
  /** The device is registered, but its push service rejects it. */
  readonly refused: boolean;
}

export function deviceState({
  capable,
  permission,
  apple,
  standalone,
  registered,
  refused,
}: Seen): DeviceState {
  if (!capable) return apple && !standalone ? 'needs-home-screen' : 'unsupported';
  if (permission === 'denied') return 'blocked';
  if (!registered || permission !== 'granted') return 'off';
  return refused ? 'refused' : 'on';
}
