import type { Browser, BrowserContext, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe } from './support/axe.js';
import { launchBrowser, windowOf } from './support/browser.js';
import { type LargeLeague, openLargeLeague } from './support/large-league.js';
import { withoutBrowser, withoutPostgres } from './support/services.js';

/** A league of more players than a page holds, in real browsers: nothing is read that is not shown. */
const MEMBERS = 1_300;
const MOST_BYTES = 64 * 1024;
const SETUP_MS = 240_000;
const SHAPES = [
  ['a phone', { width: 390, height: 844, colorScheme: 'dark' }],
  ['a computer', { width: 1280, height: 900, colorScheme: 'light' }],
] as const;

let large: LargeLeague;
let browser: Browser;

beforeAll(async () => {
  [large, browser] = await Promise.all([openLargeLeague(MEMBERS), launchBrowser()]);
}, SETUP_MS);

afterAll(async () => {
  await browser?.close();
  await large?.close();
});

/** Bytes on the wire of each answer of the API, by address. */
function wireOf(page: Page): Promise<{ readonly path: string; readonly bytes: number }>[] {
  const answers: Promise<{ path: string; bytes: number }>[] = [];
  const measure = async (response: Response) => {
    const { pathname, search } = new URL(response.url());
    const sizes = await response.request().sizes();
    return { path: pathname + search, bytes: sizes.responseBodySize };
  };
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.startsWith('/api/leagues/')) answers.push(measure(response));
  });
  return answers;
}

const rowAt = (page: Page, place: number) =>
  page.locator(`tbody tr[aria-rowindex="${place + 2}"][data-player]`);
const scrollToEnd = (page: Page) => page.evaluate(() => globalThis.scrollTo(0, document.body.scrollHeight));

describe.skipIf(withoutPostgres || withoutBrowser).each(SHAPES)('a large league on %s', (_shape, options) => {
  let window: BrowserContext;
  let page: Page;
  let wire: ReturnType<typeof wireOf>;

  beforeAll(async () => {
    window = await windowOf(browser, large.me, large.site.url, options);
    page = await window.newPage();
    page.setDefaultTimeout(10_000);
    wire = wireOf(page);
  });
  afterAll(() => window?.close());

  const open = async (path: string) => {
    await page.goto(large.site.url + path);
  };

  it.each([
    ['week', `/leaderboard/LEAGUE?view=week&week=8`],
    ['season', '/leaderboard/LEAGUE'],
    ['all weeks', '/leaderboard/LEAGUE?view=weeks'],
    ['results of everybody', '/results/8?league=LEAGUE&view=all'],
  ])('P73 shows the standings to the last row: %s', async (_what, path) => {
    await open(path.replace('LEAGUE', large.league));
    await rowAt(page, 0).waitFor();
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe(String(MEMBERS + 1));
    await scrollToEnd(page);
    await rowAt(page, MEMBERS - 1).waitFor();
    expect(await page.locator('tr[data-player]').count()).toBeLessThan(100);
    expect(await axe(page)).toEqual([]);
  });

  it('P75 finds the own place and brings it to the middle, with the keyboard on it', async () => {
    await open(`/leaderboard/${large.league}?view=week&week=8`);
    await page.getByRole('button', { name: 'My place' }).click();
    const own = page.locator('tbody:last-of-type tr[data-own]');
    await own.getByRole('link', { name: /Mia Middle/ }).waitFor();
    await expect
      .poll(() => own.getByRole('link').evaluate((link) => link === document.activeElement))
      .toBe(true);
    const place = Number(await own.getAttribute('aria-rowindex')) - 2;
    expect(place).toBeGreaterThan(500);
    const middle = await own.evaluate((row) => row.getBoundingClientRect().top / globalThis.innerHeight);
    expect(middle).toBeGreaterThan(0.2);
    expect(middle).toBeLessThan(0.8);
    // the bankers of the rows here, not only of the first ones
    await expect
      .poll(() => page.locator('tbody:last-of-type tr[data-player] [data-banker]').count())
      .toBeGreaterThan(5);
  });

  it('comes back to the same rows from a player’s page', async () => {
    const own = page.locator('tbody:last-of-type tr[data-own]');
    const before = await page.evaluate(() => globalThis.scrollY);
    expect(before).toBeGreaterThan(10_000);
    await own.getByRole('link').click();
    await page.waitForURL(/\/players\//);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.goBack();
    await own.waitFor();
    await expect.poll(() => page.evaluate(() => globalThis.scrollY)).toBeGreaterThan(before - 400);
  });

  it('P75 finds players by name, without case and accents, and keeps the search in the address', async () => {
    await open(`/leaderboard/${large.league}?view=week&week=8`);
    await rowAt(page, 0).waitFor();
    await page.getByLabel('Find a player').fill('elodie dvo');
    await page.getByText(/^\d+ found$/).waitFor();
    const links = page.locator('tr[data-player]').getByRole('link');
    const others = async () =>
      (await links.allTextContents()).filter((name) => !name.includes('Élodie Dvořák'));
    await expect.poll(() => links.count()).toBeGreaterThan(3);
    await expect.poll(others).toEqual([]);
    const names = await links.allTextContents();
    await expect.poll(() => new URL(page.url()).searchParams.get('player')).toBe('elodie dvo');
    await page.reload();
    await expect.poll(() => page.locator('tr[data-player]').count()).toBe(names.length);
    await page.getByLabel('Find a player').fill('nobody of this name');
    await page.getByText('Nobody here has this text in the name.').waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('orders all players by a column, not only those that were read', async () => {
    await open(`/leaderboard/${large.league}?view=week&week=8`);
    await rowAt(page, 0).waitFor();
    const head = page.getByRole('columnheader', { name: 'Points', exact: true });
    await head.getByRole('button').click();
    await head.getByRole('button').click();
    await expect.poll(() => head.getAttribute('aria-sort')).toBe('ascending');
    const points = async (place: number) =>
      Number((await rowAt(page, place).locator('td').last().textContent())?.replace('−', '-'));
    await expect.poll(() => points(0)).toBeLessThan(100);
    await scrollToEnd(page);
    await rowAt(page, MEMBERS - 1).waitFor();
    expect(await points(MEMBERS - 1)).toBeGreaterThan(200);
  });

  it('P74 lists every member once while one scrolls, and finds one', async () => {
    await open(`/leagues/${large.league}`);
    const members = page.locator('[data-member]');
    await members.first().waitFor();
    await expect
      .poll(
        async () => {
          await scrollToEnd(page);
          return members.count();
        },
        { timeout: 30_000 },
      )
      .toBe(MEMBERS);
    const ids = await members.evaluateAll((all) => all.map((each) => each.getAttribute('data-member')));
    expect(new Set(ids).size).toBe(MEMBERS);
    await page.getByLabel('Find a member').fill('MIA');
    await expect.poll(() => members.count()).toBe(1);
    expect(await axe(page)).toEqual([]);
  });

  it('compares with a player who is on no page that was read', async () => {
    await open(`/results/8?league=${large.league}&view=compare`);
    await page.getByLabel('Find players to compare').fill('huang 12');
    const second = page.getByLabel('Second player');
    await expect
      .poll(() => second.locator('option').allTextContents())
      .toContainEqual(expect.stringMatching(/Huang 12/));
    const label =
      (await second.locator('option').allTextContents()).find((name) => name.includes('Huang 12')) ?? '';
    await second.selectOption({ label });
    await page.getByRole('columnheader', { name: label }).waitFor();
  });

  it('is replayed with all its players', async () => {
    await open(`/time-machine/${large.league}/8`);
    await page.getByText(`of ${MEMBERS} players`).waitFor();
  });

  it('P73 reads no answer larger than 64 KB on the wire', async () => {
    const answers = await Promise.all(wire);
    expect(answers.length).toBeGreaterThan(10);
    expect(Math.max(...answers.map(({ bytes }) => bytes))).toBeGreaterThan(5_000);
    expect(answers.filter(({ path, bytes }) => bytes > MOST_BYTES && !path.includes('/history/'))).toEqual(
      [],
    );
  });
});

describe.skipIf(withoutPostgres || withoutBrowser)('the console of a large site', () => {
  it('P74 lists accounts while one scrolls, and finds one by address', async () => {
    const window = await windowOf(browser, large.admin, large.site.url, { width: 390, height: 844 });
    const page = await window.newPage();
    await page.goto(`${large.site.url}/admin/players`);
    const rows = page.getByRole('row');
    await expect
      .poll(
        async () => {
          await scrollToEnd(page);
          return rows.count();
        },
        { timeout: 60_000 },
      )
      .toBe(MEMBERS + 2);
    await page.getByLabel('Name or email').fill('p777@');
    await expect.poll(() => rows.count()).toBe(2);
    await window.close();
  });
});
