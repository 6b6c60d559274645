import type { Game } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { aGame } from '../testing/slate.js';
import { type Draft, lateChanges, lateWords, withoutLate } from './card-draft.js';

const games: [Game, Game, Game] = [
  aGame({ id: 'a', away: 'CHI', home: 'WSH' }),
  aGame({ id: 'b', away: 'BUF', home: 'NE' }),
  aGame({ id: 'c', away: 'KC', home: 'LV' }),
];
const stored = { picks: { a: 'away', b: 'away' }, banker: 'b', joker: false } as const;
const base = { ...stored, version: 3 };
const draft = (given: Partial<Draft> = {}): Draft => ({ ...stored, base, ...given });
const words = (of: Draft | null, ...locked: string[]) =>
  lateWords(lateChanges(of, stored, games, new Set(locked)), 3, games, new Set(locked));

describe('changes that came too late', () => {
  const wsh = draft({ picks: { a: 'home', b: 'away' } });

  it('are named, with what counts, once their game is locked', () => {
    expect(words(wsh)).toEqual([]);
    expect(words(wsh, 'a')).toEqual(['Your change to WSH was not saved in time: CHI counts.']);
    expect(words(draft({ picks: { ...stored.picks, c: 'home' } }), 'c')).toEqual([
      'Your change to LV was not saved in time: the game stays without a pick.',
    ]);
  });

  it('are only changes made here: changes that another device saved in time do not count', () => {
    const untouched = draft({
      base: { ...base, picks: { a: 'home', b: 'away' } },
      picks: { a: 'home', b: 'away' },
    });
    expect(words(untouched, 'a')).toEqual([]);
    expect(words(null, 'a')).toEqual([]);
    // a draft of an earlier version of the app has no base
    expect(words({ picks: wsh.picks, banker: 'b', joker: false }, 'a')).toHaveLength(1);
  });

  it('can be the banker and the joker', () => {
    expect(words(draft({ banker: 'c', joker: true }), 'b')).toEqual([
      'Your banker KC was not saved in time: BUF is your banker.',
      'Your change of the joker was not saved in time.',
    ]);
    expect(words(draft({ banker: 'c' }), 'c')).toHaveLength(1);
    expect(words(draft({ banker: null }), 'b')).toEqual([
      'Removing your banker was not saved in time: BUF is your banker.',
    ]);
  });

  it('are one sentence when there never was a card and none can be saved any more', () => {
    const none = { picks: {}, banker: null, joker: false };
    const said = (of: readonly Game[], ...ids: string[]) => {
      const locked = new Set(ids);
      return lateWords(
        lateChanges(draft({ base: { ...none, version: 0 } }), none, of, locked),
        0,
        of,
        locked,
      );
    };
    const [a, b] = games;
    expect(said(games, 'a', 'b', 'c')).toEqual(['Your card was not saved in time.']);
    expect(said([a, b, aGame({ id: 'c', state: 'off' })], 'a', 'b')).toHaveLength(1);
    expect(said(games, 'a')).toEqual([
      'Your change to CHI was not saved in time: the game stays without a pick.',
    ]);
    expect(lateWords([], 0, games, new Set())).toEqual([]);
  });

  it('are removed without the rest of the draft', () => {
    const both = draft({ picks: { a: 'home', b: 'home' }, banker: 'a' });
    expect(withoutLate(both, stored, new Set(['a']))).toEqual({
      picks: { a: 'away', b: 'home' },
      banker: 'b',
      joker: false,
      base,
    });
    expect(withoutLate(wsh, stored, new Set(['a']))).toBeNull();
    expect(withoutLate(draft({ banker: 'c', joker: true }), stored, new Set(['b']))).toBeNull();
  });
});
