import type { Me } from '@sunday-live/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Channel, Identity } from './identity.js';
import { deviceKey, personalKey, stored, write } from './storage.js';

const who = (id: string) => ({ id, name: id }) as Me;

/** A browser with its storage and the channel between its tabs. Events arrive at once. */
class Browser {
  readonly kept: Record<string, string> = {};
  private readonly channels: Channel[] = [];
  constructor(private readonly hasChannel = true) {
    const { kept } = this;
    vi.stubGlobal(
      'localStorage',
      new Proxy(kept, {
        get: (_, name) =>
          ({
            getItem: (key: string) => kept[key] ?? null,
            setItem: (key: string, value: string) => {
              kept[key] = value;
            },
            removeItem: (key: string) => {
              delete kept[key];
            },
          })[String(name)],
      }),
    );
    vi.stubGlobal('window', new EventTarget());
  }

  tab(): Identity {
    const tab = new Identity();
    const channel: Channel = {
      onmessage: null,
      postMessage: (data) => {
        for (const other of this.channels) if (other !== channel) other.onmessage?.({ data } as MessageEvent);
      },
    };
    this.channels.push(channel);
    tab.connect(this.hasChannel ? channel : null);
    return tab;
  }
}

const asked = (tab: Identity, me: Me | null) => tab.settle(me, tab.get().generation);

describe('X40: who is signed in', () => {
  beforeEach(() => void new Browser());
  afterEach(() => vi.unstubAllGlobals());

  it('does not rebuild the page at the server’s first answer', () => {
    const tab = new Identity();
    asked(tab, who('ann'));
    expect(tab.get()).toMatchObject({ player: 'ann', generation: 0, notice: null });
  });

  it.each([
    ['a sign-out', (tab: Identity) => tab.signedOut(), null],
    ['a 401', (tab: Identity) => asked(tab, null), 'ended'],
    ['another sign-in', (tab: Identity) => asked(tab, who('ben')), null],
    ['a refused save', (tab: Identity) => tab.doubt(), null],
  ])('%s takes everything of the player away, in storage too', (_, happens, notice) => {
    const tab = new Identity();
    asked(tab, who('ann'));
    write(personalKey('ann', 'pins', 'sofa'), '["x"]');
    write(deviceKey('tv-delay'), '30');
    happens(tab);
    expect(tab.get()).toMatchObject({ generation: 1, notice });
    if (tab.get().player === undefined) asked(tab, who('ben'));
    expect(stored(personalKey('ann', 'pins', 'sofa'))).toBeNull();
    expect(stored(deviceKey('tv-delay'))).toBe('30');
  });

  it('reports a sign-out in another tab, even when the server reported it first', () => {
    const browser = new Browser();
    const [one, other] = [browser.tab(), browser.tab()];
    for (const tab of [one, other]) asked(tab, who('ann'));
    // the stream ends before the other tab has sent its message
    one.doubt();
    other.signedOut();
    expect(one.get()).toMatchObject({ player: null, notice: 'ended' });
    expect(other.get().notice).toBeNull();
  });

  it('deletes keys of earlier versions, which contain no player, and keeps those of the player', () => {
    const { kept } = new Browser();
    Object.assign(kept, {
      league: '1',
      dismissed: '1',
      'pins-sofa': '1',
      'seen-table': '1',
      'plan.ann.2024': '1',
      'card.ben.2024.8': '1',
      theme: 'dark',
    });
    asked(new Identity(), who('ann'));
    expect(Object.keys(kept).sort()).toEqual(['plan.ann.2024', 'signed-in', 'theme']);
  });

  it('a page that is being removed stores nothing of its player any more', () => {
    const tab = new Identity();
    asked(tab, who('ann'));
    tab.signedOut();
    write(personalKey('ann', 'card', 2024, 8), '{}');
    expect(stored(personalKey('ann', 'card', 2024, 8))).toBeNull();
  });

  it('ignores an answer to a request from before the change', () => {
    const tab = new Identity();
    asked(tab, who('ann'));
    const { generation } = tab.get();
    tab.signedOut();
    tab.settle(who('ann'), generation);
    expect(tab.get().player).toBeNull();
  });

  it.each([true, false])('all tabs follow, with a channel: %s', (hasChannel) => {
    const browser = new Browser(hasChannel);
    const [one, two] = [browser.tab(), browser.tab()];
    const hear = () => {
      if (!hasChannel) window.dispatchEvent(Object.assign(new Event('storage'), { key: 'signed-in' }));
    };
    asked(one, who('ann'));
    hear();
    asked(two, who('ann'));
    const { generation } = one.get();
    two.signedOut();
    hear();
    expect(one.get()).toMatchObject({ player: null, notice: 'ended', generation: generation + 1 });
    asked(two, who('ben'));
    hear();
    expect(one.get()).toMatchObject({ player: undefined, generation: generation + 2 });
    asked(one, who('ben'));
    expect(one.get()).toMatchObject({ player: 'ben', notice: 'another' });
    one.noticed();
    expect(one.get().notice).toBeNull();
  });

  it('a page that was frozen checks the storage when it comes back', () => {
    const browser = new Browser();
    const tab = browser.tab();
    asked(tab, who('ann'));
    browser.kept['signed-in'] = 'ben';
    tab.lookAround();
    expect(tab.get().player).toBeUndefined();
  });

  it('shows no notice when the same player signs in again', () => {
    const browser = new Browser();
    const [one, two] = [browser.tab(), browser.tab()];
    asked(one, who('ann'));
    asked(two, who('ann'));
    two.signedOut();
    asked(two, who('ann'));
    asked(one, who('ann'));
    expect(one.get().notice).toBeNull();
  });
});
