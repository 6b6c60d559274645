interface Subscription {
  readonly endpoint: string;
  toJSON(): { keys?: Record<string, string> };
}

/** The browser's event for a subscription that has become invalid; some browsers omit the old one. */
interface Change {
  readonly oldSubscription: Pick<Subscription, 'endpoint'> | null;
}

/** The part of the worker's `registration.pushManager` that is used. */
interface Subscriber {
  subscribe(options: { userVisibleOnly: true; applicationServerKey: string }): Promise<Subscription>;
}

/**
 * Registers the replacement of a subscription that the browser has dropped, so that notifications continue
 * without the player (docs/notifications.md, N16). Does nothing when nobody is signed in.
 * @param request as `fetch`
 */
export async function renewSubscription(
  subscriber: Subscriber,
  { oldSubscription }: Change,
  request: typeof fetch,
): Promise<void> {
  const settings = await request('/api/me/push', { headers: { accept: 'application/json' } });
  if (!settings.ok) return;
  const { serverKey }: { serverKey: string } = await settings.json();
  // returns the browser's new subscription where it has already made one
  const made = await subscriber.subscribe({ userVisibleOnly: true, applicationServerKey: serverKey });
  const { p256dh, auth } = made.toJSON().keys ?? {};
  await request('/api/me/push/devices', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      endpoint: made.endpoint,
      p256dh,
      auth,
      serverKey,
      ...(oldSubscription === null ? {} : { replaces: oldSubscription.endpoint }),
    }),
  });
}
