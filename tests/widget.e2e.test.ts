import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { League } from '@sunday-live/contract';
import { openSite, Player, type Site } from '@sunday-live/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe } from './support/axe.js';
import { launchBrowser, windowOf } from './support/browser.js';
import { withoutBrowser, withoutPostgres } from './support/services.js';

/** The standings of a league on another site, from the commissioner's switch to a visitor who sees them there. */
const SOON = { timeout: 30_000 };

let site: Site;
let browser: Browser;
let url: string;
let club: Server;
let clubUrl: string;
let embedded = '';

beforeAll(async () => {
  site = await openSite();
  ({ url } = site);
  club = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(`<!doctype html><title>A club</title>${embedded}`);
  });
  club.listen(0, '127.0.0.1');
  await once(club, 'listening');
  const address = club.address();
  if (address === null || typeof address === 'string') throw new Error('the other site has no port');
  // another host name is another origin
  clubUrl = `http://localhost:${address.port}`;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  club?.closeAllConnections();
  club?.close();
  await site?.close();
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
    await page.getByRole('button', { name: 'Let other sites show the standings' }).click();
    const code = page.getByLabel('Code for the page');
    await code.waitFor();
    expect(await axe(page)).toEqual([]);
    embedded = await code.inputValue();
    await context.close();

    const visitor = await browser.newContext({ colorScheme: 'dark' });
    const there = await visitor.newPage();
    const refused: string[] = [];
    there.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
    await there.goto(clubUrl);
    const frame = there.frameLocator('iframe');
    await frame.getByRole('heading', { name: 'Club & Co' }).waitFor();
    const ground = () => frame.locator('main').evaluate((main) => getComputedStyle(main).backgroundColor);
    const dark = await ground();
    expect(refused).toEqual([]);

    embedded = embedded.replace(`/widget/${id}`, `/widget/${id}?theme=light`);
    await there.goto(clubUrl);
    await frame.getByRole('heading', { name: 'Club & Co' }).waitFor();
    expect(await ground()).not.toBe(dark);

    // switched off, it says so
    await player.send(url, 'PATCH', `/api/leagues/${id}`, { widget: false });
    const shown = async () => {
      await there.goto(clubUrl);
      await frame.locator('main:not([aria-busy])').waitFor();
      return frame.locator('main').textContent();
    };
    // caches may answer with the old state for some seconds
    await expect.poll(shown, SOON).toContain('This league does not show its standings');

    // no other page may be framed
    embedded = `<iframe src="${url}/leagues/${id}"></iframe>`;
    await there.goto(clubUrl);
    await expect.poll(() => refused.join(), SOON).toContain('frame-ancestors');
    await visitor.close();
  });
});
