import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Card, Standings, WeekGames } from '@sunday-live/contract';
import { type ReplayServer, startReplayServer } from '@sunday-live/replay';
import { openSite, Player, type Site } from '@sunday-live/testing';
import { simpleParser } from 'mailparser';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { axe } from './support/axe.js';
import { launchBrowser, newWindow } from './support/browser.js';
import { withoutBrowser, withoutPostgres } from './support/services.js';

/** A player's way from the invitation to the first standings, in a real browser, on the built server and client. */
const WEEK = 8;
const BEFORE_KICK_OFF = '2024-10-27T16:59:00Z';
const EMAIL = 'kim@test.example';
const PASSWORD = 'a long password';
const ADMIN = { email: 'admin@test.example', password: 'a long admin password' };

let site: Site;
let replay: ReplayServer;
let browser: Browser;
let url: string;
let dataDir: string;

beforeAll(async () => {
  replay = await startReplayServer({ sunday: '2024-w8', paused: true, speed: 1, port: 0 });
  await replay.replay.control({ action: 'seek', position: BEFORE_KICK_OFF });
  dataDir = mkdtempSync(join(tmpdir(), 'sunday-journey-'));
  site = await openSite({
    FEED_URL: replay.url,
    FEED_LIVE_INTERVAL_MS: '200',
    FEED_IDLE_INTERVAL_MS: '500',
    DATA_DIR: dataDir,
    REQUIRE_EMAIL_VERIFICATION: 'true',
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
  });
  ({ url } = site);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
  await replay?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Lets cards lock game by game, so that the recorded Sunday can still be picked. @returns how many games are open */
async function openGames(admin: Player): Promise<number> {
  await admin.send(url, 'PATCH', '/api/admin/season', { lock: 'kickoff' });
  const { games } = await admin.get<WeekGames>(url, `/api/weeks/${WEEK}/games`);
  return games.filter(({ state }) => state === 'pre').length;
}

async function finals(player: Player): Promise<number> {
  const { games } = await player.get<WeekGames>(url, `/api/weeks/${WEEK}/games`);
  return games.filter(({ state }) => state === 'post').length;
}

/** Opens an invitation as a visitor. */
async function register(page: Page, invitation: string): Promise<void> {
  await page.goto(url + invitation);
  await page.getByRole('link', { name: 'New here? Register' }).click();
  await page.getByLabel('Name in the standings').fill('Kim Keys');
  await page.getByLabel('Email').fill(EMAIL);
  await page.getByLabel('Password').fill(PASSWORD);
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByRole('heading', { name: 'Check your email' }).waitFor();
}

/** The link in the received email. */
async function verificationLink(): Promise<string> {
  const folder = join(dataDir, 'mail');
  const links = async () => {
    const mails = await Promise.all(
      readdirSync(folder)
        .filter((name) => name.endsWith('.eml'))
        .map((name) => simpleParser(readFileSync(join(folder, name)))),
    );
    return mails.flatMap(({ text }) => /http\S+\/verified\?\S+/.exec(text ?? '') ?? []);
  };
  await expect.poll(() => links().catch(() => []), { timeout: 30_000 }).toHaveLength(1);
  const [link] = await links();
  if (link === undefined) throw new Error('no link');
  return link;
}

/** Picks every open game, with the first one's road team as banker; first a draft, then a save. */
async function makeCardByKeyboard(page: Page, player: Player): Promise<void> {
  await page.locator('[data-card=open]').waitFor();
  const open = page.locator('[data-game]:not([data-locked])');
  const count = await open.count();
  const progress = page.locator('[data-progress]');
  await open.locator('input').first().focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('[data-problem]').count()).toBe(count);
  expect(await axe(page)).toEqual([]);
  for (let i = 0; i < count; i += 1) {
    await page.keyboard.press('Space');
    if (i > 0) await page.keyboard.press('ArrowRight');
    else {
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Space');
      await page.keyboard.press('Tab');
    }
    if (i < count - 1) await page.keyboard.press('Tab');
    const onStar = await page.evaluate(() => document.activeElement?.hasAttribute('aria-pressed'));
    if (onStar) await page.keyboard.press('Tab');
  }
  const banker = await page.locator('[data-banker]').getAttribute('data-game');
  expect(await progress.textContent()).toMatch(picked(count));

  await page.reload();
  await expect.poll(() => progress.textContent()).toMatch(picked(count));
  expect((await cardOf(player)).version).toBe(0);
  await save(page);

  const stored = await cardOf(player);
  expect(stored.banker).toBe(banker);
  expect(Object.values(stored.picks).sort()).toEqual(['away', ...Array(count - 1).fill('home')]);
}

/** A locked game without a pick stays without one. */
const picked = (count: number): RegExp => new RegExp(`^${count} of \\d+ picked · banker`);

async function amendByKeyboard(page: Page, player: Player): Promise<void> {
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect.poll(() => page.locator('[data-save-state]').textContent()).toContain('Your card is in');
  await page.locator('[data-game][data-pick=home] input:checked').first().focus();
  await page.keyboard.press('ArrowLeft');
  await save(page);
  await expect.poll(async () => (await cardOf(player)).version).toBe(2);
  expect(Object.values((await cardOf(player)).picks).filter((side) => side === 'away')).toHaveLength(2);
  expect(await axe(page)).toEqual([]);
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save card' }).focus();
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.locator('[data-save-state]').textContent(), { timeout: 30_000 })
    .toContain('Saved');
}

const cardOf = (player: Player): Promise<Card> => player.get<Card>(url, `/api/me/cards/${WEEK}`);

/** Formats a number as pages do. */
const words = (points: number | undefined): string => String(points).replace('-', '−');

describe.skipIf(withoutPostgres || withoutBrowser)('a player in the browser', () => {
  it('goes from the invitation to the tables: registered, verified, a card by keyboard alone, locked, scored', async () => {
    const admin = await Player.signIn(url, 'Admin', ADMIN.email, ADMIN.password, url);
    await expect.poll(() => openGames(admin), { timeout: 60_000 }).toBeGreaterThan(10);
    const league = await admin.createLeague(url, 'Kitchen Table');
    const context = await newWindow(browser, { width: 390, height: 844, colorScheme: 'dark' });
    const page = await context.newPage();
    onTestFailed(() => console.error(page.url()));

    await register(page, `/join/${league.code}`);
    await page.goto(await verificationLink());
    await page.getByRole('button', { name: 'Confirm my address' }).click();
    await page.getByRole('heading', { name: 'Your address is confirmed' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('link', { name: 'Sign in' }).last().click();
    await page.getByLabel('Email').fill(EMAIL);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('heading', { name: 'Kitchen Table' }).waitFor();
    expect(await axe(page)).toEqual([]);

    const kim = await Player.signIn(url, 'Kim Keys', EMAIL, PASSWORD, url);
    await page.goto(`${url}/card/${WEEK}`);
    await makeCardByKeyboard(page, kim);
    await amendByKeyboard(page, kim);

    await replay.replay.control({ action: 'resume' });
    await replay.replay.control({ action: 'seek', position: 1800 });
    await page.reload();
    await expect
      .poll(() => page.locator('[data-game][data-locked]').count(), { timeout: 60_000 })
      .toBeGreaterThan(5);
    await replay.replay.control({ action: 'seek', position: replay.replay.state().duration });
    await expect.poll(() => finals(kim), { timeout: 60_000 }).toBeGreaterThan(12);

    const standings = await kim.get<Standings>(
      url,
      `/api/leagues/${league.id}/standings?scope=week&week=${WEEK}`,
    );
    const own = standings.rows.find(({ id }) => id === kim.id);
    expect(own?.played).toBeGreaterThan(10);
    await page.goto(`${url}/results/${WEEK}?league=${league.id}`);
    await page.locator('[data-pick-of]').first().waitFor();
    expect(await page.locator('main').textContent()).toContain(words(own?.points));
    expect(await axe(page)).toEqual([]);
    await page.goto(`${url}/leaderboard/${league.id}`);
    const row = page.locator('tr', { hasText: 'Kim Keys' });
    await row.waitFor();
    expect(await row.textContent()).toContain(words(own?.points));
    expect(await axe(page)).toEqual([]);
    await context.close();
  });

  it('opens without a server once it was there, and says so', async () => {
    const context = await newWindow(browser, { width: 390, height: 844 });
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

    await site.server.kill();
    await page.goto(`${url}/card`);
    await page.getByRole('heading', { name: 'The server does not answer' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await context.close();
  });
});
