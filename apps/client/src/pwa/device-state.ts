/** Where this device stands with notifications. */
export type DeviceState =
  /** The browser cannot show any. */
  | 'unsupported'
  /** An iPhone or iPad shows them only for an app on its home screen. */
  | 'needs-home-screen'
  /** Forbidden in the browser's settings; only the player can change that there. */
  | 'blocked'
  | 'off'
  /** Its push service takes nothing for it any more: it must be switched on again. */
  | 'refused'
  | 'on';

/** What can be seen of the device. */
export interface Seen {
  /** Push, notifications and a service worker are there. */
  readonly capable: boolean;
  readonly permission: NotificationPermission;
  /** iPhone or iPad. */
  readonly apple: boolean;
  /** Opened from the home screen. */
  readonly standalone: boolean;
  /** The browser's own subscription is among the player's devices, made for the server's present key. */
  readonly registered: boolean;
  /** The device is known, but its push service refuses it. */
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
