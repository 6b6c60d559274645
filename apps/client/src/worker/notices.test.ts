import { describe, expect, it } from 'vitest';
import { openNotice, showNotice } from './notices.js';

/** Clicks on a notification in a browser with these tabs. @returns what happened to them */
async function click(
  path: unknown,
  ...open: readonly { readonly url: string; readonly focusable?: boolean }[]
): Promise<string[]> {
  const happened: string[] = [];
  const tabs = open.map(({ url, focusable = true }) => {
    const tab = {
      url,
      async focus() {
        if (!focusable) throw new Error('not allowed');
        happened.push('focus');
        return tab;
      },
      navigate: async (to: string) => void happened.push(`navigate ${to}`),
    };
    return tab;
  });
  const openWindow = async (to: string) => void happened.push(`open ${to}`);
  const notice = { close: () => void happened.push('close'), data: { path } };
  await openNotice({ matchAll: async () => tabs, openWindow }, notice);
  return happened;
}

describe('N14: a push', () => {
  it('is shown, whatever it says', async () => {
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
  it('opens the page in a tab that is open, and leaves one that shows it already', async () => {
    expect(await click('/card/8', { url: 'https://sunday.test/records' })).toEqual([
      'close',
      'focus',
      'navigate /card/8',
    ]);
    expect(await click('/card/8', { url: 'https://sunday.test/card/8?x=1' })).toEqual(['close', 'focus']);
  });

  it('opens a tab where there is none, and never another site', async () => {
    expect(await click('/live/a')).toEqual(['close', 'open /live/a']);
    expect(await click('https://elsewhere.test/')).toEqual(['close', 'open /']);
    expect(await click('/live/a', { url: 'https://sunday.test/', focusable: false })).toEqual([
      'close',
      'open /live/a',
    ]);
  });
});
