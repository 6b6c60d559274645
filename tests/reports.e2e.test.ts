import { type OwnDatabase, openSite, Player, type Site } from '@sunday-live/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aLeague, fillCards, playSeason } from '../apps/server/src/features/reports/testing/played-season.js';
import { axe } from './support/axe.js';
import { launchBrowser, windowOf } from './support/browser.js';
import { withoutBrowser, withoutPostgres } from './support/services.js';

/** Reports in a real browser, on the built server with its queues in PostgreSQL, over the real season 2024. */
const NAMES = ['Kim', 'Lou', 'Max', 'Noa', 'Ola', 'Pat'];

let site: Site;
let database: OwnDatabase;
let browser: Browser;
let url: string;
let players: Player[];

beforeAll(async () => {
  site = await openSite();
  ({ url, database } = site);
  await playSeason(database, 9);
  players = [];
  for (const name of NAMES) players.push(await Player.signUp(url, name, url));
  await fillCards(
    database,
    players.map(({ id }) => id),
  );
  await aLeague(database, players);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Makes simulations wait, as if they took an hour. */
async function hold(): Promise<void> {
  await database.query(`
    CREATE OR REPLACE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN NEW.due_at := now() + interval '1 hour'; RETURN NEW; END $$`);
  await database.query(`
    CREATE OR REPLACE TRIGGER hold BEFORE INSERT ON report_task FOR EACH ROW WHEN (NEW.section = 'simulation') EXECUTE FUNCTION hold()`);
}

async function release(): Promise<void> {
  await database.query('DROP TRIGGER IF EXISTS hold ON report_task');
  await database.query(`UPDATE report_task SET due_at = now() WHERE state = 'queued'`);
}

async function askFor(page: Page, names: readonly string[]): Promise<void> {
  await page.goto(`${url}/reports`);
  for (const name of names) await page.getByRole('checkbox', { name, exact: true }).check();
  await page.getByRole('button', { name: 'Make the report' }).click();
  await page.waitForURL(/\/reports\/[0-9a-f-]{36}$/);
}

const stateOn = (page: Page) => page.locator('article').getAttribute('data-state');

describe.skipIf(withoutPostgres || withoutBrowser)('a report in the browser', () => {
  it('on four players moves on, opens before the slow part is done, survives a reload, and fills in by itself', async () => {
    const context = await windowOf(browser, players[0] as Player, url, { width: 390, height: 844 });
    const page = await context.newPage();
    await page.goto(`${url}/reports`);
    await page.getByRole('checkbox', { name: 'Lou', exact: true }).waitFor();
    expect(await axe(page)).toEqual([]);
    await hold();
    await askFor(page, ['Lou', 'Max', 'Noa']);
    const fast = page.locator('progress').first();
    await fast.waitFor();
    await expect.poll(() => stateOn(page), { timeout: 60_000 }).toBe('ready');
    expect(await fast.evaluate((bar: HTMLProgressElement) => bar.value)).toBe(20);
    const totals = page.locator('[data-section=totals]:visible');
    await totals.waitFor();
    await page.locator('[data-missing=simulation]:visible').waitFor();
    await page.reload();
    await totals.waitFor();
    await page.locator('[data-missing=simulation]:visible').waitFor();
    expect(await axe(page)).toEqual([]);
    await release();
    await page.locator('[data-section=simulation]:visible').waitFor({ timeout: 60_000 });
    await expect.poll(() => stateOn(page), { timeout: 60_000 }).toBe('complete');
    // the whole document is read once the state says that it exists
    await expect.poll(() => page.locator('[data-missing]').count(), { timeout: 60_000 }).toBe(0);
    await page.getByRole('radio', { name: 'Compare' }).check();
    const compared = page.locator('[data-compare=totals]:visible th[scope=col]');
    expect(await compared.allTextContents()).toEqual(['Measure', 'Kim', 'Lou', 'Max', 'Noa']);
    expect(await axe(page)).toEqual([]);
    // the printed version shows everything, whatever was selected on screen
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('[data-section=totals]:visible').count()).toBe(4);
    await context.close();
  });

  it('is cancelled, tried again, and read by a member of the league once it is shared', async () => {
    const context = await windowOf(browser, players[1] as Player, url, { width: 1280, height: 900 });
    const page = await context.newPage();
    await hold();
    await askFor(page, ['Pat']);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => stateOn(page)).toBe('cancelled');
    await release();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => stateOn(page), { timeout: 60_000 }).toBe('complete');
    const other = await windowOf(browser, players[2] as Player, url, { width: 390, height: 844 });
    const reader = await other.newPage();
    await reader.goto(page.url());
    await reader.getByText('No such report').waitFor();
    await page.getByRole('button', { name: 'Share with Kitchen Table' }).click();
    await page.getByRole('button', { name: 'Stop sharing' }).waitFor();
    await reader.reload();
    await reader.locator('[data-section=totals]:visible').waitFor();
    expect(await reader.getByRole('button', { name: 'Remove' }).count()).toBe(0);
    await Promise.all([context.close(), other.close()]);
  });
});
