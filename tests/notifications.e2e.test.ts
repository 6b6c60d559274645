import type { PushPayload, PushSettings } from '@sunday-live/contract';
import { openSite, Player, type Site } from '@sunday-live/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type PushCatcher,
  PushReceiver,
  pushCatcher,
} from '../apps/server/src/features/notifications/testing/push-catcher.js';
import { axe } from './support/axe.js';
import { launchBrowser, windowOf } from './support/browser.js';
import { withoutBrowser, withoutPostgres } from './support/services.js';

/** Notifications from the switch in the profile to what the device shows, in a real browser. */
const SOON = { timeout: 45_000 };
const PHONE = { width: 390, height: 844 };

let site: Site;
let service: PushCatcher;
let browser: Browser;
let url: string;

beforeAll(async () => {
  service = await pushCatcher();
  site = await openSite({ PUSH_SERVICES: service.origin });
  ({ url } = site);
  browser = await launchBrowser({ whole: true });
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
  await service?.close();
});

/**
 * Makes the browser subscribe with the test's push service, because its own is on the internet. The rest is the browser's own:
 * permission, service worker, notifications.
 */
async function subscribeWith(context: BrowserContext, receiver: PushReceiver): Promise<void> {
  await context.addInitScript(
    ({ endpoint, keys }) => {
      const bytes = (text: string) =>
        Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)).buffer;
      const made = (serverKey: string) => ({
        endpoint,
        options: { applicationServerKey: bytes(serverKey) },
        getKey: (name: 'p256dh' | 'auth') => bytes(keys[name]),
        unsubscribe: async () => {
          localStorage.removeItem('test-subscription');
          return true;
        },
      });
      const known = () => localStorage.getItem('test-subscription');
      PushManager.prototype.getSubscription = async () => {
        const key = known();
        return (key === null ? null : made(key)) as PushSubscription | null;
      };
      PushManager.prototype.subscribe = async (options) => {
        const key = String(options?.applicationServerKey);
        localStorage.setItem('test-subscription', key);
        return made(key) as unknown as PushSubscription;
      };
    },
    { endpoint: receiver.endpoint, keys: receiver.keys },
  );
}

/** Delivers a push to the page's service worker, as the browser's own push service would. */
async function deliver(page: Page, payload: PushPayload | string): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready);
  const session = await page.context().newCDPSession(page);
  const found = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [registration] = registrations;
      if (registration) resolve(registration.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.deliverPushMessage', {
    origin: url,
    registrationId: await found,
    data: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
  await session.detach();
}

const shown = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const notices = await registration.getNotifications();
    return notices.map(({ title, body, tag, silent, data }) => ({
      title,
      body,
      tag,
      silent,
      path: data.path,
    }));
  });

describe.skipIf(withoutPostgres || withoutBrowser)('notifications', () => {
  it('N1, N14: switched on in the profile, chosen, tried out, and shown by the service worker', async () => {
    const player = await Player.signUp(url, 'Nora Notified', url);
    const settings = () => player.get<PushSettings>(url, '/api/me/push');
    const receiver = new PushReceiver(`${service.origin}/device/1`);
    const context = await windowOf(browser, player, url, PHONE);
    await context.grantPermissions(['notifications'], { origin: url });
    await subscribeWith(context, receiver);
    const page = await context.newPage();
    await page.goto(`${url}/profile`);
    await page.getByRole('button', { name: 'Notify me on this device' }).click();
    await page.getByText('On. Choose your notifications').waitFor();
    expect(await settings()).toMatchObject({
      choices: { lead: false, banker: false },
      devices: [{ delaySeconds: 0 }],
    });
    await page.getByLabel('I take or lose the lead').check();
    await expect
      .poll(async () => (await settings()).choices, SOON)
      .toMatchObject({ lead: true, league: 'everyone' });
    expect(await axe(page)).toEqual([]);

    await page.getByRole('button', { name: 'Send a test' }).click();
    await expect.poll(() => service.pushes.length, SOON).toBe(1);
    const [push] = service.pushes;
    if (push === undefined) throw new Error('nothing came');
    const payload = receiver.read(push);
    // repeated until it is shown: a push before the worker is active is lost, and each message replaces the previous
    // one
    await expect
      .poll(async () => {
        await deliver(page, payload);
        return shown(page);
      }, SOON)
      .toEqual([payload]);
    await deliver(page, 'a version that is yet to come');
    await expect
      .poll(async () => (await shown(page)).map(({ title }) => title).sort(), SOON)
      .toEqual(['It works', 'Sunday Live']);

    // the live page's delay is the device's
    await page.goto(`${url}/live`);
    await page.getByRole('button', { name: /TV delay/ }).click();
    await page.getByRole('slider').fill('45');
    await expect.poll(async () => (await settings()).devices[0]?.delaySeconds, SOON).toBe(45);

    await page.goto(`${url}/profile`);
    await page.getByText('Delayed by 45 s for your television').waitFor();
    await page.getByRole('button', { name: 'Switch off on this device' }).click();
    await page.getByRole('button', { name: 'Notify me on this device' }).waitFor();
    expect((await settings()).devices).toEqual([]);
    await context.close();
  });

  it('N15: says what prevents it', async () => {
    const player = await Player.signUp(url, 'Ida Iphone', url);
    const look = async (prepare: (context: BrowserContext) => Promise<void>): Promise<string | null> => {
      const context = await windowOf(browser, player, url, PHONE);
      await prepare(context);
      const page = await context.newPage();
      await page.goto(`${url}/profile`);
      const state = await page.locator('[data-push]').getAttribute('data-push');
      await context.close();
      return state;
    };
    const without = (context: BrowserContext) =>
      context.addInitScript(() => Reflect.deleteProperty(window, 'PushManager'));
    expect(await look(async () => undefined)).toBe('off');
    expect(await look(async (context) => void (await without(context)))).toBe('unsupported');
    expect(
      await look(async (context) => {
        await without(context);
        await context.addInitScript(() =>
          Object.defineProperty(navigator, 'userAgent', {
            value: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)',
          }),
        );
      }),
    ).toBe('needs-home-screen');
    expect(
      await look(async (context) => {
        await context.addInitScript(() =>
          Object.defineProperty(Notification, 'permission', { value: 'denied' }),
        );
      }),
    ).toBe('blocked');
  });
});
