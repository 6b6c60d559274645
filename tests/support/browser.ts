import type { Row } from '@sunday-live/contract';
import { CHROMIUM, type Player, WHOLE_CHROMIUM } from '@sunday-live/testing';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** @param options `whole`: with notifications, which the headless shell lacks */
export function launchBrowser({ whole = false } = {}): Promise<Browser> {
  return chromium.launch(whole ? WHOLE_CHROMIUM : CHROMIUM);
}

/** From this width on it is a computer with a mouse, below it a phone. */
const COMPUTER = 720;

export interface WindowOptions {
  readonly width: number;
  readonly height: number;
  readonly colorScheme?: 'dark' | 'light';
}

/** Opens a browser window of this size: narrow ones are phones, with touch and the viewport rules of phones. */
export function newWindow(
  browser: Browser,
  { width, height, ...rest }: WindowOptions,
): Promise<BrowserContext> {
  const phone = width < COMPUTER;
  return browser.newContext({ viewport: { width, height }, isMobile: phone, hasTouch: phone, ...rest });
}

/** The same, with the player signed in. */
export async function windowOf(
  browser: Browser,
  player: Player,
  url: string,
  options: WindowOptions,
): Promise<BrowserContext> {
  const context = await newWindow(browser, options);
  const cookies = player.cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
  });
  await context.addCookies(cookies);
  return context;
}

/**
 * Waits until the page has left the history entry of the sheet or menu that was closed last
 * (`apps/client/src/ui/layers.ts`). The browser takes that step back a moment later, and drops a navigation that
 * starts before.
 */
export async function layersLeft(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => typeof window.history.state?.layer)).toBe('undefined');
}

/** Reads the table on screen: `[n, rank, points]` of every row, by n. */
export async function tableOn(page: Page): Promise<Row[]> {
  const rows = await page.locator('tr[data-player]').evaluateAll((elements) =>
    elements.map((element) => {
      const value = (name: string) => Number(element.getAttribute(`data-${name}`));
      return [value('n'), value('rank'), value('points')] as [number, number, number];
    }),
  );
  return rows.sort((a, b) => a[0] - b[0]);
}
