import type { Page } from 'playwright-core';

/** The least a finger needs, px; browsers round. */
const TARGET = 43.5;

/** What reaches beyond the screen, in words; empty on a page that is as wide as the screen. */
export function tooWide(page: Page, width: number): Promise<string[]> {
  return page.evaluate((screen) => {
    const root = document.scrollingElement ?? document.documentElement;
    if (root.scrollWidth <= screen) return [];
    const beyond = [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > screen + 0.5)
      .map((element) => `${element.tagName}.${element.className}`);
    return [`${root.scrollWidth} px on ${screen} px`, ...beyond.slice(0, 5)];
  }, width);
}

/**
 * What can be tapped and is smaller than a finger. A label is the target of its input, a positioned `::after` enlarges
 * its element. Links within sentences are as high as the line.
 */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const targetOf = (element: Element): Element =>
      (element instanceof HTMLInputElement && element.closest('label')) || element;
    const boxOf = (element: Element): DOMRect => {
      const after = getComputedStyle(element, '::after');
      let owner: Element | null = element;
      if (after.content !== 'none' && after.position === 'absolute' && after.inset === '0px')
        while (owner && getComputedStyle(owner).position === 'static') owner = owner.parentElement;
      return (owner ?? element).getBoundingClientRect();
    };
    const isInProse = (element: Element): boolean => {
      if (!(element instanceof HTMLAnchorElement) || getComputedStyle(element).display !== 'inline')
        return false;
      const around = element.closest('p, li, dd, td, small')?.textContent?.trim() ?? '';
      return around.length > (element.textContent?.trim().length ?? 0);
    };
    const found = document.querySelectorAll(
      'a[href], button:enabled, input:enabled:not([type=hidden]), select:enabled, textarea, summary, [role=tab]',
    );
    const small = [
      ...new Set([...found].filter((element) => element.checkVisibility()).map(targetOf)),
    ].filter((element) => {
      const { width, height, bottom } = boxOf(element);
      // the link that skips to the content is above the screen until it has the focus
      const shown = width > 1 && height > 1 && bottom > 0;
      return shown && (width < least || height < least) && !isInProse(element);
    });
    return small.map((element) => {
      const { width, height } = boxOf(element);
      const name = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 30);
      return `${element.tagName.toLowerCase()} "${name}" ${Math.round(width)} × ${Math.round(height)}`;
    });
  }, TARGET);
}

/** Names in the live table that are cut, or broken inside a word. */
export function spoiltNames(page: Page): Promise<string[]> {
  return page.locator('tr[data-player] button > span:first-child').evaluateAll((names) => {
    const isCut = (name: Element) =>
      name.scrollWidth > name.clientWidth + 1 || name.scrollHeight > name.clientHeight + 1;
    const isBroken = (name: Element) => {
      const text = name.firstChild;
      if (!(text instanceof Text)) return false;
      const range = document.createRange();
      const lineOf = (at: number): number => {
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getClientRects()[0]?.top ?? 0;
      };
      for (let i = 1; i < text.length; i += 1)
        if (/[^\s-]{2}/.test(text.data.slice(i - 1, i + 1)) && lineOf(i) > lineOf(i - 1) + 4) return true;
      return false;
    };
    return names.filter((name) => isCut(name) || isBroken(name)).map((name) => name.textContent ?? '');
  });
}
