import type { Row } from '@sunday-live/contract';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { axe } from './axe.js';
import { tableOn } from './browser.js';

/** Actions and readings of a browser test on the live page. */

export const SOON = { timeout: 30_000 };

/** How the page is connected. */
export function connection(page: Page): Promise<string | null> {
  return page.locator('[data-link]').first().getAttribute('data-link');
}

/** The position that the page shows. */
export async function shownSeq(page: Page): Promise<number> {
  return Number(await page.locator('[data-seq]').first().getAttribute('data-seq'));
}

/** The own row on the strip. */
export async function ownPlace(page: Page): Promise<{ rank: number; points: number }> {
  const own = page.locator('[data-own-rank]');
  return {
    rank: Number(await own.getAttribute('data-own-rank')),
    points: Number(await own.getAttribute('data-own-points')),
  };
}

/** Opens the page; the test can advance its clock, which simulates a sleeping device. */
export async function openLive(page: Page, url: string, link: 'socket' | 'polling'): Promise<void> {
  await page.clock.install();
  await page.goto(`${url}/live/everyone`);
  await expect.poll(() => connection(page), { timeout: 60_000 }).toBe(link);
  await page.locator('[data-own-rank]').waitFor();
}

/** Hides the page behind another tab, or shows it again. */
export async function setVisible(page: Page, visible: boolean): Promise<void> {
  await page.evaluate(
    (value) => {
      Object.defineProperty(document, 'visibilityState', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    },
    visible ? 'visible' : 'hidden',
  );
}

/**
 * Opens the sheet of what is still possible, view by view: next score, the viewer's needs, what-if with its link,
 * exposure.
 */
export async function checkOutlook(page: Page, liveGames: number): Promise<void> {
  const own = await ownPlace(page);
  await page.getByRole('button', { name: /TD swings|What you need/ }).click();
  const sheet = page.getByRole('dialog', { name: 'What can still come' });
  const show = (view: string) => sheet.getByRole('radio', { name: view, exact: true }).check();
  await show('Next');
  await expect.poll(() => sheet.locator('[data-swing]').count(), SOON).toBe(2 * liveGames);
  expect(await sheet.locator('[data-swing]').first().textContent()).toMatch(/\d(st|nd|rd|th)/);
  await show('I need');
  const holds = await sheet.locator('[data-fact=holds]').textContent();
  expect(holds).toMatch(
    new RegExp(`^(T${own.rank}|${own.rank}(st|nd|rd|th)) with ${own.points}$`.replace('-', '−')),
  );
  await show('At stake');
  await expect.poll(() => sheet.locator('[data-exposure]').count(), SOON).toBeGreaterThanOrEqual(liveGames);
  await show('What if');
  for (let i = 0; i < liveGames; i += 1) {
    await sheet.locator('[data-slider] input').nth(i).focus();
    await page.keyboard.press(i % 2 === 0 ? 'Home' : 'End');
  }
  expect(await axe(page)).toEqual([]);
  await expect.poll(() => page.url()).toContain('#what-if=');
  await expect.poll(() => sheet.locator('[data-imagined] caption').textContent()).toBe('What if');
  const imagined = await sheet.locator('[data-own-imagined]').textContent();
  const shared = await page.context().newPage();
  await shared.goto(page.url());
  await expect
    .poll(() => shared.locator('[data-own-imagined]').textContent(), { timeout: 60_000 })
    .toBe(imagined);
  await shared.close();
  await sheet.getByRole('button', { name: 'Reset' }).click();
  await sheet.getByRole('button', { name: 'Close' }).click();
}

/** Follows the newest entry of the event feed into the time machine, whose table there equals the live one. */
export async function checkTimeMachine(page: Page): Promise<void> {
  const live = await places(page.locator('tr[data-player]'), true);
  await page.getByRole('list', { name: 'Events, newest first' }).getByRole('link').first().click();
  await page.getByLabel('Moment of the week').waitFor(SOON);
  const then = page.locator('[aria-labelledby=table-then] tbody tr');
  expect(page.url()).toMatch(/\/time-machine\/everyone\/8\?at=\d+$/);
  await expect.poll(() => places(then, false)).toEqual(live);
  expect(await axe(page)).toEqual([]);
  const race = page.getByRole('figure').filter({ hasText: 'The race for the week' });
  const star = page.getByRole('button', { name: /is a rival$/ }).last();
  const rival = ((await star.getAttribute('aria-label')) ?? '').replace(' is a rival', '');
  const lines = () => race.locator('svg text[class*=label]').allTextContents();
  await star.click();
  await expect.poll(lines, SOON).toEqual(expect.arrayContaining(['You', rival]));
  expect(await lines()).toHaveLength(2);
  await star.click();
  await expect.poll(async () => (await lines()).length, SOON).toBeGreaterThan(2);
  await page.getByRole('button', { name: 'Previous score' }).click();
  await page.getByLabel('Moment of the week').press('Home');
  const start = await places(then, false);
  expect(new Set(start.map(([, place]) => place))).toEqual(new Set(['1 0']));
}

/** `[name, "rank points"]` of each row, on the live page or in the time machine. */
async function places(rows: Locator, live: boolean): Promise<[string, string][]> {
  const found = await rows.evaluateAll(
    (elements, isLive) =>
      elements.map((element): [string, string] => {
        const cells = [...element.querySelectorAll('td')].map((cell) => cell.textContent ?? '');
        const name = /Player \d+/.exec(element.querySelector('th')?.textContent ?? '')?.[0] ?? '';
        const { rank, points } = (element as HTMLElement).dataset;
        const then = `${(cells[0] ?? '').replace('T', '')} ${(cells[1] ?? '').replace('−', '-')}`;
        return [name, isLive ? `${rank} ${points}` : then];
      }),
    live,
  );
  return found.sort((a, b) => (a[0] < b[0] ? -1 : 1));
}

/** The chances of all players: each once, 100 % in total. */
export async function checkChances(page: Page, url: string, players: number): Promise<void> {
  await page.goto(`${url}/chances/everyone`);
  const rows = page.locator('table').first().locator('tbody tr');
  await expect.poll(() => rows.count(), { timeout: 60_000 }).toBe(players);
  const widths = await rows
    .locator('i')
    .evaluateAll((bars) => bars.map((bar) => Number.parseFloat((bar as HTMLElement).style.width)));
  expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(100, 0);
  const course = page.getByRole('figure').filter({ hasText: 'Chance to win the week, up to now' });
  await course.waitFor({ timeout: 60_000 });
  expect(await course.locator('svg text[class*=label]').allTextContents()).toContain('You');
  expect(await axe(page)).toEqual([]);
}

/** Checks that the big screen has the live table's leader first. */
export async function checkScreen(page: Page, url: string, table: readonly Row[]): Promise<void> {
  await page.goto(`${url}/screen/everyone`);
  await expect
    .poll(() => page.locator('[data-connection]').getAttribute('data-connection'), SOON)
    .toBe('socket');
  const best = Math.max(...table.map(([, , points]) => points));
  await expect
    .poll(() => page.locator('[data-leader]').first().textContent(), { timeout: 60_000 })
    .toContain(String(best));
  expect(await axe(page)).toEqual([]);
}

/** Reads the table of the page once it shows the position, or a later one, since not every event is a score. */
export async function tableAt(page: Page, seq: number): Promise<Row[]> {
  await expect.poll(() => shownSeq(page), SOON).toBeGreaterThanOrEqual(seq);
  return tableOn(page);
}
