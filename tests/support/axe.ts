import axeCore from 'axe-core';
import type { Page } from 'playwright-core';

/** Returns axe's findings on a page, in words. */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate(axeCore.source);
  const found = await page.evaluate(() => (globalThis as unknown as { axe: typeof axeCore }).axe.run());
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(' ')}`);
}
