import axeCore from 'axe-core';
import type { Page } from 'playwright-core';

/** Returns axe's findings in words, once nothing moves any more: rows that slide over others have wrong colours meanwhile. */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(
          ({ effect, playState }) =>
            playState === 'running' && Number.isFinite(effect?.getComputedTiming().endTime),
        )
        .map(({ finished }) => finished),
    ),
  );
  await page.evaluate(axeCore.source);
  const found = await page.evaluate(() => (globalThis as unknown as { axe: typeof axeCore }).axe.run());
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(' ')}`);
}
