import type { Card, Season } from '@sunday-live/contract';
import { type ReplayServer, startReplayServer } from '@sunday-live/replay';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe } from './support/axe.js';
import { launchBrowser, windowOf } from './support/browser.js';
import { type OwnDatabase, ownDatabase } from './support/database.js';
import { Player } from './support/player.js';
import { type ServerProcess, startServer } from './support/server-process.js';
import { withoutBrowser, withoutPostgres } from './support/services.js';
import { type TcpProxy, tcpProxy } from './support/tcp-proxy.js';

/** A card made in a real browser, on the built server and client, without touching a mouse. */
const WEEK = 9;

let database: OwnDatabase;
let replay: ReplayServer;
let server: ServerProcess;
let proxy: TcpProxy;
let browser: Browser;
let url: string;

beforeAll(async () => {
  database = await ownDatabase();
  replay = await startReplayServer({ sunday: '2024-w8', paused: true, speed: 1, port: 0 });
  // The address that browsers use must be known before the server has its port.
  let target = '';
  proxy = await tcpProxy(() => target);
  url = `http://127.0.0.1:${proxy.port}`;
  server = await startServer({ DATABASE_URL: database.url, FEED_URL: replay.url, PUBLIC_URL: url });
  target = server.url;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await proxy?.close();
  await server?.kill();
  await replay?.close();
  await database?.drop();
});

describe.skipIf(withoutPostgres || withoutBrowser)('the card in the browser', () => {
  it('is made by keyboard alone, kept as a draft, saved, and there again', async () => {
    const player = await Player.signUp(url, 'Kim Keys', url);
    const stateOfWeek = async () =>
      (await player.get<Season>(url, '/api/season')).weeks.find(({ week }) => week === WEEK)?.state;
    await expect.poll(stateOfWeek, { timeout: 60_000 }).toBe('open');
    const context = await windowOf(browser, player, url, { width: 390, height: 844 });
    const page = await context.newPage();
    await page.goto(`${url}/card/${WEEK}`);
    await page.locator('[data-card=open]').waitFor();

    const games = page.locator('[data-game]');
    const count = await games.count();
    await page.locator('[data-game] input').first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('[data-problem]').count()).toBe(count);
    expect(await axe(page)).toEqual([]);

    for (let i = 0; i < count; i += 1) {
      await page.keyboard.press('Space');
      if (i > 0) await page.keyboard.press('ArrowRight');
      else {
        await page.keyboard.press('Tab');
        await page.keyboard.press('Space');
      }
      if (i < count - 1) await page.keyboard.press('Tab');
    }
    const progress = page.locator('[data-progress]');
    const banker = await page.locator('[data-banker]').getAttribute('data-game');
    expect(await progress.textContent()).toContain(`${count} of ${count} picked · banker`);

    await page.reload();
    await expect.poll(() => progress.textContent()).toContain(`${count} of ${count} picked · banker`);
    expect((await player.get<Card>(url, `/api/me/cards/${WEEK}`)).version).toBe(0);

    await page.getByRole('button', { name: 'Save card' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('[data-save-state]').textContent()).toContain('Saved');

    const stored = await player.get<Card>(url, `/api/me/cards/${WEEK}`);
    expect(stored.banker).toBe(banker);
    expect(Object.values(stored.picks).sort()).toEqual(['away', ...Array(count - 1).fill('home')]);

    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await expect.poll(() => page.locator('[data-save-state]').textContent()).toContain('Your card is in');
    expect(await progress.textContent()).toContain(`${count} of ${count} picked · banker`);
    expect(await axe(page)).toEqual([]);
    await context.close();
  });

  it('opens without a server once it was there, and says so', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await page.goto(url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready);
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    const kept = await page.evaluate(async () => {
      const caches = await Promise.all((await window.caches.keys()).map((name) => window.caches.open(name)));
      const requests = await Promise.all(caches.map((cache) => cache.keys()));
      return requests.flat().map((request) => new URL(request.url).pathname);
    });
    expect(kept).toContain('/index.html');
    expect(kept.filter((path) => path.startsWith('/api'))).toEqual([]);

    await server.kill();
    await page.goto(`${url}/card`);
    await page.getByRole('heading', { name: 'The server does not answer' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await context.close();
  });
});
