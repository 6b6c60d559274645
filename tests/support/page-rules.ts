import type { Page } from 'playwright-core';

/** Minimum size of a touch target, px; browsers round. */
const TARGET = 43.5;

/** Returns elements that reach beyond the screen, in words; empty when the page fits. */
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
 * Returns touch targets that are too small. A label is the target of its input, a positioned `::after` enlarges its
 * element. Links within sentences are as high as the line.
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

/**
 * Returns text that is cut off by the edge of the screen or of its table cell, or that leaves the box of its button
 * or field. Scrolling areas and text for screen readers only are exempt.
 */
export function cutTexts(page: Page, width: number): Promise<string[]> {
  return page.evaluate((screen) => {
    const found: string[] = [];
    const words = (element: Element) => element.textContent?.trim().replace(/\s+/g, ' ').slice(0, 40);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const around = texts.currentNode.parentElement;
      if (!around?.checkVisibility() || around.closest('.unseen, option')) continue;
      const range = document.createRange();
      range.selectNodeContents(texts.currentNode);
      const { left, right, width: wide } = range.getBoundingClientRect();
      const button = around.closest('button, label');
      const box = button?.getBoundingClientRect();
      if (wide > 1 && button && box && box.width > 1 && (left < box.left - 1 || right > box.right + 1)) {
        // a mark on the corner of its button may reach beyond it
        let isHidden = getComputedStyle(around).position === 'absolute';
        for (let at: Element | null = around; at && at !== button; at = at.parentElement)
          isHidden ||= getComputedStyle(at).overflowX !== 'visible';
        if (!isHidden) found.push(`"${words(around)}" leaves its ${button.tagName.toLowerCase()}`);
      }
      if (wide <= 1 || right <= screen + 1) continue;
      let scrolls = false;
      for (let at: Element | null = around; at; at = at.parentElement)
        scrolls ||=
          ['auto', 'scroll'].includes(getComputedStyle(at).overflowX) ||
          getComputedStyle(at).clipPath !== 'none';
      if (!scrolls) found.push(`"${words(around)}" ends at ${Math.round(right)} px`);
    }
    for (const cell of document.querySelectorAll('td, th'))
      if (
        cell.checkVisibility() &&
        cell.clientWidth > 0 &&
        cell.scrollWidth > cell.clientWidth + 1 &&
        getComputedStyle(cell).clipPath === 'none'
      )
        found.push(`"${words(cell)}" is wider than its cell`);
    return found;
  }, width);
}

/** Returns names that are cut, broken inside a word, or too long for the field in which they are chosen. */
export function spoiltNames(page: Page, names: readonly string[]): Promise<string[]> {
  return page.evaluate((known) => {
    /** Width of the arrow of a select, px. */
    const ARROW = 18;
    const found: string[] = [];
    const shortened = known.map((name) => name.slice(0, 6));
    const isCut = (text: Text, range: Range): boolean => {
      const { right, bottom } = range.getBoundingClientRect();
      for (let at = text.parentElement; at; at = at.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(at);
        const edge = at.getBoundingClientRect();
        // for readers or for print only
        if (edge.width <= 1.5) return false;
        if (['hidden', 'clip'].includes(overflowX) && right > edge.right + 1) return true;
        if (['hidden', 'clip'].includes(overflowY) && bottom > edge.bottom + 2) return true;
        if (['auto', 'scroll'].includes(overflowX)) return false;
      }
      return right > document.documentElement.clientWidth + 1;
    };
    const isBroken = (text: Text, from: number, to: number): boolean => {
      const range = document.createRange();
      const lineOf = (at: number): number => {
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getClientRects()[0]?.top ?? 0;
      };
      for (let i = from + 1; i < to; i += 1)
        if (/[^\s-]{2}/.test(text.data.slice(i - 1, i + 1)) && lineOf(i) > lineOf(i - 1) + 4) return true;
      return false;
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode as Text;
      const around = text.parentElement;
      if (!around?.checkVisibility() || around.closest('.unseen, option, caption, script, style')) continue;
      if (text.data.endsWith('…') && shortened.some((start) => text.data.startsWith(start)))
        found.push(text.data);
      for (const name of known) {
        const from = text.data.indexOf(name);
        if (from < 0) continue;
        const range = document.createRange();
        range.setStart(text, from);
        range.setEnd(text, from + name.length);
        if (range.getBoundingClientRect().width <= 1 && range.getClientRects().length <= 1) continue;
        if (isCut(text, range)) found.push(`${name}, cut`);
        else if (!(around instanceof SVGElement) && isBroken(text, from, from + name.length))
          found.push(`${name}, broken`);
      }
    }
    const pen = document.createElement('canvas').getContext('2d');
    for (const select of document.querySelectorAll('select')) {
      const chosen = select.selectedOptions[0]?.text.trim();
      const { font, paddingLeft, paddingRight } = getComputedStyle(select);
      if (!pen || !chosen || !select.checkVisibility() || select.clientWidth <= 1) continue;
      pen.font = font;
      const room =
        select.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight) - ARROW;
      if (pen.measureText(chosen).width > room) found.push(`${chosen}, in its field`);
    }
    return [...new Set(found)];
  }, names);
}

/** Returns email addresses with a word that is broken over two lines although a line has room for it. */
export function brokenAddresses(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll('main *, [popover] *')) {
      const address = element.textContent?.trim() ?? '';
      const isAlone = [...element.children].every(({ tagName }) => tagName === 'WBR');
      if (!isAlone || !/^\S+@\S+\.\S+$/.test(address) || !element.checkVisibility()) continue;
      const room = (element.parentElement ?? element).clientWidth;
      for (const node of element.childNodes) {
        for (const [word] of (node.textContent ?? '').matchAll(/[^@.-]+/g)) {
          const from = node.textContent?.indexOf(word) ?? 0;
          const range = document.createRange();
          range.setStart(node, from);
          range.setEnd(node, from + word.length);
          const lines = [...range.getClientRects()];
          const width = lines.reduce((sum, line) => sum + line.width, 0);
          if (lines.length > 1 && width <= room) found.push(address);
        }
      }
    }
    return [...new Set(found)].slice(0, 5).map((address) => `${address}, broken`);
  });
}

/** Words with only one spelling in this product. Names in code keep their spelling. */
export function strayWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const hints = [...document.querySelectorAll('[placeholder], [aria-label], [title]')].flatMap((element) =>
      ['placeholder', 'aria-label', 'title'].map((name) => element.getAttribute(name) ?? ''),
    );
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const read: string[] = [];
    while (texts.nextNode()) {
      const around = texts.currentNode.parentElement;
      if (around?.checkVisibility() && !around.closest('code, script, style'))
        read.push(texts.currentNode.textContent ?? '');
    }
    const stray = [...read, ...hints].filter((text) => /\b(?:e-mails?|mails?|kick-offs?)\b/i.test(text));
    return [...new Set(stray)].map((text) => `"${text.trim()}"`);
  });
}
