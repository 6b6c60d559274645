import type { Row } from '@sunday-live/contract';
import { CHROMIUM, type Player } from '@sunday-live/testing';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

export function launchBrowser(): Promise<Browser> {
  return chromium.launch(CHROMIUM);
}

/** A browser window in which the player has signed in already. */
export async function windowOf(
  browser: Browser,
  player: Player,
  url: string,
  options: { width: number; height: number; colorScheme?: 'dark' | 'light' },
): Promise<BrowserContext> {
  const { width, height, colorScheme } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    ...(colorScheme === undefined ? {} : { colorScheme }),
  });
  const cookies = player.cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
  });
  await context.addCookies(cookies);
  return context;
}

/** The table on the screen: `[n, rank, points]` of every row, by n. */
export async function tableOn(page: Page): Promise<Row[]> {
  const rows = await page.locator('tr[data-player]').evaluateAll((elements) =>
    elements.map((element) => {
      const value = (name: string) => Number(element.getAttribute(`data-${name}`));
      return [value('n'), value('rank'), value('points')] as [number, number, number];
    }),
  );
  return rows.sort((a, b) => a[0] - b[0]);
}
