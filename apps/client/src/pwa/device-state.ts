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
