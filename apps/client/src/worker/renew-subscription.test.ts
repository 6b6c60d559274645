import { describe, expect, it } from 'vitest';
import { renewSubscription } from './renew-subscription.js';

/**
 * Simulates a worker whose browser drops a subscription. @returns the requests to the server, and the keys of
 * new subscriptions
 */
async function renew(oldSubscription: { endpoint: string } | null, settings: Response) {
  const asked: { path: unknown; method: string | undefined; body: unknown }[] = [];
  const keys: string[] = [];
  const subscriber = {
    async subscribe({ applicationServerKey }: { applicationServerKey: string }) {
      keys.push(applicationServerKey);
      return {
        endpoint: 'https://push.test/new',
        toJSON: () => ({ keys: { p256dh: 'public', auth: 'secret' } }),
      };
    },
  };
  await renewSubscription(subscriber, { oldSubscription }, async (path, init) => {
    const body = init?.body;
    asked.push({ path, method: init?.method, body: typeof body === 'string' ? JSON.parse(body) : body });
    return path === '/api/me/push' ? settings : new Response(null);
  });
  return { asked, keys };
}

describe('N16: a subscription that the browser has dropped', () => {
  it('is replaced by one for the server’s key', async () => {
    const { asked, keys } = await renew(
      { endpoint: 'https://push.test/old' },
      Response.json({ serverKey: 'key' }),
    );
    expect(keys).toEqual(['key']);
    expect(asked).toEqual([
      { path: '/api/me/push', method: undefined, body: undefined },
      {
        path: '/api/me/push/devices',
        method: 'PUT',
        body: {
          endpoint: 'https://push.test/new',
          p256dh: 'public',
          auth: 'secret',
          serverKey: 'key',
          replaces: 'https://push.test/old',
        },
      },
    ]);
  });

  it('is replaced even when the browser does not name it', async () => {
    const { asked } = await renew(null, Response.json({ serverKey: 'key' }));
    expect(asked[1]?.body).not.toHaveProperty('replaces');
  });

  it('is dropped for a player who is signed out', async () => {
    const { asked, keys } = await renew(null, new Response(null, { status: 401 }));
    expect(asked).toHaveLength(1);
    expect(keys).toEqual([]);
  });
});
