import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { League } from '@sunday-live/contract';
import {
  type OwnDatabase,
  ownDatabase,
  Player,
  type ServerProcess,
  startServer,
  type TcpProxy,
  tcpProxy,
} from '@sunday-live/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe } from './support/axe.js';
import { launchBrowser, windowOf } from './support/browser.js';
import { withoutBrowser, withoutPostgres } from './support/services.js';

/** A league's table on another site, from the commissioner's switch to a visitor who sees it there. */
const SOON = { timeout: 30_000 };

let database: OwnDatabase;
let server: ServerProcess;
let proxy: TcpProxy;
let browser: Browser;
let url: string;
let site: Server;
let siteUrl: string;
let embedded = '';

beforeAll(async () => {
  database = await ownDatabase();
  let target = '';
  proxy = await tcpProxy(() => target);
  url = `http://127.0.0.1:${proxy.port}`;
  server = await startServer({ DATABASE_URL: database.url, FEED_URL: 'http://127.0.0.1:9', PUBLIC_URL: url });
  target = server.url;
  site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(`<!doctype html><title>A club</title>${embedded}`);
  });
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  const address = site.address();
  if (address === null || typeof address === 'string') throw new Error('the other site has no port');
  // another host name is another origin
  siteUrl = `http://localhost:${address.port}`;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  site?.closeAllConnections();
  site?.close();
  await proxy?.close();
  await server?.kill();
  await database?.drop();
});

describe.skipIf(withoutPostgres || withoutBrowser)('the widget', () => {
  it('W1, W2: is switched on by the commissioner, copied, and shown by another site; no other page is', async () => {
    const player = await Player.signUp(url, 'Cora Commissioner', url);
    const { id } = await player.send<League>(url, 'POST', '/api/leagues', {
      name: 'Club & Co',
      visibility: 'open',
    });
    const context = await windowOf(browser, player, url, { width: 390, height: 844 });
    const page = await context.newPage();
    await page.goto(`${url}/leagues/${id}`);
    await page.getByRole('button', { name: 'Let other sites show the table' }).click();
    const code = page.getByLabel('Code for the page');
    await code.waitFor();
    expect(await axe(page)).toEqual([]);
    embedded = await code.inputValue();
    await context.close();

    const visitor = await browser.newContext({ colorScheme: 'dark' });
    const there = await visitor.newPage();
    const refused: string[] = [];
    there.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
    await there.goto(siteUrl);
    const frame = there.frameLocator('iframe');
    await frame.getByRole('heading', { name: 'Club & Co' }).waitFor();
    const ground = () => frame.locator('main').evaluate((main) => getComputedStyle(main).backgroundColor);
    const dark = await ground();
    expect(refused).toEqual([]);

    embedded = embedded.replace(`/widget/${id}`, `/widget/${id}?theme=light`);
    await there.goto(siteUrl);
    await frame.getByRole('heading', { name: 'Club & Co' }).waitFor();
    expect(await ground()).not.toBe(dark);

    // switched off, it says so
    await player.send(url, 'PATCH', `/api/leagues/${id}`, { widget: false });
    const shown = async () => {
      await there.goto(siteUrl);
      await frame.locator('main:not([aria-busy])').waitFor();
      return frame.locator('main').textContent();
    };
    // caches may know better for some seconds
    await expect.poll(shown, SOON).toContain('This table is not shown here');

    // any other page stays out of frames
    embedded = `<iframe src="${url}/leagues/${id}"></iframe>`;
    await there.goto(siteUrl);
    await expect.poll(() => refused.join(), SOON).toContain('frame-ancestors');
    await visitor.close();
  });
});
