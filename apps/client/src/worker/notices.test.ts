import { describe, expect, it } from 'vitest';
import { openNotice, showNotice } from './notices.js';

interface OpenTab {
  readonly url: string;
  readonly focusable?: boolean;
  /** The page's answer when asked to navigate; absent: none. */
  readonly says?: boolean;
}

/** Clicks a notification in a browser with these tabs. @returns what happened to them */
async function click(path: unknown, ...open: readonly OpenTab[]): Promise<string[]> {
  const happened: string[] = [];
  const tabs = open.map(({ url, focusable = true, says }) => {
    const tab = {
      url,
      async focus() {
        if (!focusable) throw new Error('not allowed');
        happened.push('focus');
        return tab;
      },
      postMessage: (message: unknown, [port]: MessagePort[]) => {
        happened.push(JSON.stringify(message));
        if (says !== undefined) port?.postMessage(says);
      },
    };
    return tab;
  });
  const openWindow = async (to: string) => void happened.push(`open ${to}`);
  const notice = { close: () => void happened.push('close'), data: { path } };
  await openNotice({ matchAll: async () => tabs, openWindow }, notice);
  return happened;
}

describe('N14: a push', () => {
  it('is shown, whatever it contains', async () => {
    const shown: unknown[] = [];
    const registration = {
      showNotification: async (title: string, options?: NotificationOptions) =>
        void shown.push([title, options]),
    };
    const said = { title: 'You lead the day', body: 'Friends', path: '/live/a', tag: 'scores', silent: true };
    await showNotice(registration, { text: () => JSON.stringify(said) });
    await showNotice(registration, null);
    expect(shown).toMatchObject([
      ['You lead the day', { body: 'Friends', tag: 'scores', silent: true, data: { path: '/live/a' } }],
      ['Sunday Live', { silent: true, data: { path: '/' } }],
    ]);
  });
});

describe('N14: a click', () => {
  it('navigates an open tab, and leaves a tab that already shows the page', async () => {
    const records = { url: 'https://sunday.test/records', says: true };
    expect(await click('/card/8', records)).toEqual(['close', '{"go":"/card/8"}', 'focus']);
    const there = { url: 'https://sunday.test/card/8?x=1' };
    expect(await click('/card/8', records, there)).toEqual(['close', 'focus']);
    expect(await click('/card/8?x=1', records, there)).toEqual(['close', 'focus']);
  });

  it('keeps a page with an unsent form, and does not wait long for a frozen one', async () => {
    const form = { url: 'https://sunday.test/admin', says: false };
    const frozen = { url: 'https://sunday.test/news' };
    expect(await click('/card/8', form)).toEqual(['close', '{"go":"/card/8"}', 'open /card/8']);
    expect(await click('/card/8', frozen)).toEqual(['close', '{"go":"/card/8"}', 'open /card/8']);
    const free = { url: 'https://sunday.test/records', says: true };
    expect((await click('/card/8', form, free)).at(-1)).toBe('focus');
  });

  it('opens a tab where there is none, and never another site', async () => {
    expect(await click('/live/a')).toEqual(['close', 'open /live/a']);
    expect(await click('https://elsewhere.test/')).toEqual(['close', 'open /']);
    const shut = { url: 'https://sunday.test/live/a', focusable: false };
    expect(await click('/live/a', shut)).toEqual(['close', 'open /live/a']);
  });
});
