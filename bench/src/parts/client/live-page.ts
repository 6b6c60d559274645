import { CHROMIUM } from '@sunday-live/testing';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { SteppedDeployment } from '../../system/deployment.js';

export const ROW = 'tr[data-player]';
const ROWS_WITHIN_MS = 60_000;

/** @throws when there is none */
export function launchChromium(): Promise<Browser> {
  return chromium.launch(CHROMIUM);
}

/** A browser window of a signed-in player; it records when the first row of standings appears. */
export async function openWindow(
  browser: Browser,
  { cookies, origin }: SteppedDeployment,
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const cookie = cookies[0] ?? '';
  const at = cookie.indexOf('=');
  await context.addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: origin }]);
  await context.addInitScript(`new MutationObserver((_, observer) => {
    if (document.querySelector(${JSON.stringify(ROW)}) === null) return;
    observer.disconnect();
    document.documentElement.dataset.firstRow = String(performance.now());
  }).observe(document, { childList: true, subtree: true })`);
  return context;
}

/** Opens the live table and waits for its rows. */
export async function openLive(page: Page, { origin, league }: SteppedDeployment): Promise<void> {
  await page.goto(`${origin}/live/${league}`);
  await page.waitForSelector(ROW, { timeout: ROWS_WITHIN_MS });
}

/** Milliseconds from the navigation to the first row. */
export async function firstRowMs(page: Page): Promise<number> {
  return Number(await page.evaluate('document.documentElement.dataset.firstRow'));
}

/** Ranks on the screen, in order of the players' numbers. */
export async function ranksOn(page: Page): Promise<Map<string, string>> {
  const rows = await page
    .locator(ROW)
    .evaluateAll((elements) =>
      elements.map((element) => [element.getAttribute('data-n'), element.getAttribute('data-rank')]),
    );
  return new Map(rows.map(([n, rank]) => [n ?? '', rank ?? '']));
}
