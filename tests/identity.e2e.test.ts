import type { Card, WeekGames } from '@sunday-live/contract';
import { type ReplayServer, startReplayServer } from '@sunday-live/replay';
import { openSite, Player, type Site } from '@sunday-live/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { axe } from './support/axe.js';
import { launchBrowser, newWindow } from './support/browser.js';
import { withoutBrowser, withoutPostgres } from './support/services.js';

/** Two players who share one browser on a phone: nothing of one is shown to, sent for or saved for the other (X40). */
const WEEK = 8;
const SOON = { timeout: 45_000 };
const PASSWORD = 'a long password';
const ADMIN = { email: 'admin@test.example', password: 'a long admin password' };
const PHONE = { width: 390, height: 844 };

let site: Site;
let replay: ReplayServer;
let browser: Browser;
let url: string;
let ann: Player;
let ben: Player;
let context: BrowserContext;
let people = 0;

beforeAll(async () => {
  replay = await startReplayServer({ sunday: '2024-w8', paused: true, speed: 1, port: 0 });
  await replay.replay.control({ action: 'seek', position: '2024-10-27T16:59:00Z' });
  site = await openSite({
    FEED_URL: replay.url,
    FEED_LIVE_INTERVAL_MS: '200',
    FEED_IDLE_INTERVAL_MS: '500',
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    RATE_LIMITS: 'off',
  });
  ({ url } = site);
  browser = await launchBrowser();
  const admin = await Player.signIn(url, 'Admin', ADMIN.email, ADMIN.password, url);
  await admin.send(url, 'PATCH', '/api/admin/season', { lock: 'kickoff' });
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
  await replay?.close();
});

beforeEach(async () => {
  people += 1;
  ann = await Player.signUp(url, `Ann ${people}`, url);
  ben = await Player.signUp(url, `Ben ${people}`, url);
  await context?.close();
  context = await newWindow(browser, PHONE);
});

const address = ({ name }: Player) => `${name.toLowerCase().replace(' ', '-')}@test.example`;

async function signIn(page: Page, player: Player): Promise<void> {
  await page.getByLabel('Email').fill(address(player));
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).tap();
}

async function openCard(player: Player): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}/card/${WEEK}`);
  await signIn(page, player);
  await page.locator('[data-card=open]').waitFor(SOON);
  return page;
}

/** An unsaved draft. */
async function draft(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'All road' }).tap();
  await page.locator('[data-game] input[type=radio]:checked').first().waitFor(SOON);
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account and settings' }).tap();
  await page.getByRole('button', { name: 'Sign out' }).tap();
  await page.getByLabel('Email').waitFor(SOON);
}

const picked = (page: Page) => page.locator('[data-game] input[type=radio]:checked').count();
const keys = (page: Page) => page.evaluate(() => Object.keys(localStorage).join(' '));
const version = async (player: Player) => (await player.get<Card>(url, `/api/me/cards/${WEEK}`)).version;

async function showsBenOnly(page: Page): Promise<void> {
  await page.locator('[data-card=open]').waitFor(SOON);
  await expect
    .poll(() => page.getByRole('button', { name: 'Account and settings' }).textContent(), SOON)
    .toContain('B');
  expect(await picked(page)).toBe(0);
  expect(await keys(page)).not.toContain(ann.id);
}

/** Returns the page's answer when its service worker asks it to navigate, as after a tap on a notification. */
const askedToGo = (page: Page, path: string) =>
  page.evaluate(
    (go) =>
      new Promise<boolean | null>((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => resolve(data);
        const message = new MessageEvent('message', { data: { go }, ports: [port2] });
        navigator.serviceWorker.dispatchEvent(message);
        setTimeout(() => resolve(null), 500);
      }),
    path,
  );

describe.skipIf(withoutPostgres || withoutBrowser)('two people at one browser', () => {
  it('X40: all tabs follow a sign-out and another’s sign-in in one of them', async () => {
    const first = await openCard(ann);
    await draft(first);
    await first.evaluate(() => localStorage.setItem('theme', 'dark'));
    const second = await context.newPage();
    await second.goto(`${url}/rules`);
    await signOut(second);
    await first.getByText('Your sign-in has ended').waitFor(SOON);
    expect(await picked(first)).toBe(0);
    await signIn(second, ben);
    await first.getByText(`${ben.name} is now signed in`).waitFor(SOON);
    await showsBenOnly(first);
    expect(await keys(first)).toContain('theme');
    expect(await version(ben)).toBe(0);
  });

  it('X40: a sign-in that ends elsewhere leaves nothing for the next person in the same tab', async () => {
    const page = await openCard(ann);
    await draft(page);
    await ann.send(url, 'DELETE', '/api/me/sessions', undefined);
    const choice = page.locator('[data-game]:not([data-locked])').first().getByRole('button').first();
    // the page may learn of it before the tap, and remove the button
    for (const button of [choice, page.getByRole('button', { name: 'Save card' })])
      await button.tap({ timeout: 2_000 }).catch(() => undefined);
    await page.getByText('Your sign-in has ended').waitFor(SOON);
    expect(await keys(page)).not.toContain(ann.id);
    await signIn(page, ben);
    // without reloading the document: state in memory counts too
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Card' }).tap();
    await showsBenOnly(page);
  });

  it('S25: one player on two devices: the page asks what to keep, and a second tab shows what was saved', async () => {
    const page = await openCard(ann);
    const other = await context.newPage();
    await other.goto(`${url}/card/${WEEK}`);
    await other.locator('[data-card=open]').waitFor(SOON);
    await draft(page);
    await page.locator('[data-game]:not([data-locked])').first().getByRole('button').first().tap();
    const { games } = await ann.get<WeekGames>(url, `/api/weeks/${WEEK}/games`);
    const open = games.filter(({ state }) => state === 'pre');
    const [first, second] = open;
    const picks = Object.fromEntries(open.map(({ id }) => [id, id === second?.id ? 'home' : 'away']));
    await ann.send(url, 'PUT', `/api/me/cards/${WEEK}`, { picks, banker: first?.id, joker: true });
    // home and away of a game may have been exchanged between the two saves: the sheet speaks of games as they are
    const gamesAgain = page.waitForResponse(
      (answer) => new URL(answer.url()).pathname === `/api/weeks/${WEEK}/games`,
      SOON,
    );
    await page.getByRole('button', { name: 'Save card' }).tap();
    const sheet = page.getByRole('dialog', { name: 'Your card has changed' });
    await sheet.waitFor(SOON);
    expect((await gamesAgain).status()).toBe(200);
    expect(await sheet.getByRole('radiogroup').count()).toBe(2);
    expect(await axe(page)).toEqual([]);
    // without a choice the changes stay here, and the next save asks again
    await page.goBack();
    await sheet.waitFor({ state: 'hidden', ...SOON });
    expect(new URL(page.url()).pathname).toBe(`/card/${WEEK}`);
    await page.getByRole('button', { name: 'Save card' }).tap();
    await sheet.waitFor(SOON);
    // what was chosen here is preselected, and the joker of the other device, which was not changed here
    await sheet.getByRole('button', { name: 'Save this card' }).tap();
    await page.getByText('✓ Saved').waitFor(SOON);
    const saved = await ann.get<Card>(url, `/api/me/cards/${WEEK}`);
    expect(saved).toMatchObject({ version: 2, joker: true, banker: first?.id });
    expect(new Set(Object.values(saved.picks))).toEqual(new Set(['away']));
    await expect
      .poll(() => other.locator('[data-save-state]').textContent(), SOON)
      .toContain('Your card is in');
  });

  it('a page that was opened without a connection comes back with it, and does not take the player for a visitor', async () => {
    const page = await openCard(ann);
    const kept = () => page.evaluate(() => navigator.serviceWorker.controller !== null);
    await expect.poll(kept, SOON).toBe(true);
    await context.setOffline(true);
    await page.reload();
    await page.getByRole('heading', { name: 'You are offline' }).waitFor(SOON);
    expect(await page.getByRole('navigation', { name: 'Main' }).count()).toBe(1);
    await context.setOffline(false);
    await page.locator('[data-card=open]').waitFor(SOON);
  });

  it('N14: a tap on a notification takes no page away that holds a form not sent', async () => {
    const page = await openCard(ann);
    await page.goto(`${url}/reports`);
    await expect.poll(() => askedToGo(page, '/profile'), SOON).toBe(true);
    await page.getByLabel('Name').first().fill('Ann Other');
    expect(await askedToGo(page, '/rules')).toBe(false);
    expect(new URL(page.url()).pathname).toBe('/profile');
  });

  it('X40: a save of a tab that has heard nothing is refused, and it shows who is signed in', async () => {
    const first = await openCard(ann);
    await draft(first);
    await first.locator('[data-game]:not([data-locked])').first().getByRole('button').first().tap();
    // only the cookie changes: the tab gets no message
    await context.clearCookies();
    const [name = '', value = ''] = ben.cookie.split('=', 2);
    await context.addCookies([{ name, value, url }]);
    await first.getByRole('button', { name: 'Save card' }).tap();
    await first.getByText(`${ben.name} is now signed in`).waitFor(SOON);
    await showsBenOnly(first);
    expect(await version(ben)).toBe(0);
    expect(await version(ann)).toBe(0);
  });
});

describe.skipIf(withoutPostgres || withoutBrowser)('a page that is left and comes back', () => {
  const started = async () =>
    (await site.database.query(`SELECT 1 FROM game WHERE week = 8 AND season_type = 2 AND state = 'in'`))
      .length;
  const causes = async () =>
    (await site.database.query(`SELECT 1 FROM slate_event WHERE week = 8 AND payload->'cause' IS NOT NULL`))
      .length;
  const goTo = (page: Page, name: string) =>
    page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).tap();

  it('P70, P71: knows the cards that were locked meanwhile, and all that has happened', async () => {
    await Promise.all([
      ann.saveCard(url, WEEK, () => 'away'),
      ben.saveCard(url, WEEK, (_, g) => (g < 2 ? 'away' : 'home')),
    ]);
    const page = await openCard(ann);
    await goTo(page, 'Live');
    const rival = page.getByRole('button', { name: new RegExp(ben.name) });
    await rival.tap();
    await page.getByText('No picks are visible yet').waitFor(SOON);
    await page.getByRole('button', { name: 'Close' }).tap();
    await goTo(page, 'Card');
    await page.locator('[data-card=open]').waitFor(SOON);
    await replay.replay.control({ action: 'seek', position: '2024-10-27T17:20:00Z' });
    await expect.poll(started, SOON).toBeGreaterThan(3);
    const before = await causes();
    await goTo(page, 'Live');
    await rival.tap();
    await expect.poll(() => page.locator('[data-pick-of]').count(), SOON).toBe(await started());
    await page.getByRole('button', { name: 'Close' }).tap();
    const lines = page.getByRole('list', { name: 'Events, newest first' }).getByRole('listitem');
    await page.getByRole('tab', { name: /Games/ }).tap();
    await expect.poll(() => lines.count(), SOON).toBe(before);

    await goTo(page, 'Card');
    await page.locator('[data-card=open]').waitFor(SOON);
    await replay.replay.control({ action: 'seek', position: '2024-10-27T17:50:00Z' });
    await expect.poll(causes, SOON).toBeGreaterThan(before + 3);
    await goTo(page, 'Live');
    await page.getByRole('tab', { name: /Games/ }).tap();
    await expect.poll(async () => [await lines.count(), await causes()].join(), SOON).toMatch(/^(\d+),\1$/);
  });
});
