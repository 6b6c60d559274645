interface Subscription {
  readonly endpoint: string;
  toJSON(): { keys?: Record<string, string> };
}

/** What the browser says when a subscription is no longer good; some say nothing of the old one. */
interface Change {
  readonly oldSubscription: Pick<Subscription, 'endpoint'> | null;
}

/** What is needed of the worker's `registration.pushManager`. */
interface Subscriber {
  subscribe(options: { userVisibleOnly: true; applicationServerKey: string }): Promise<Subscription>;
}

/**
 * Tells the server of the subscription that takes the place of one that the browser has given up, so that notifications go on
 * without the player's doing anything (docs/notifications.md, N16). Nothing happens for who is signed out.
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
  // gives what the browser has made already, where it has
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
