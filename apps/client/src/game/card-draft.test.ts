import type { Side } from '@sunday-live/contract';
import type { CardPicks } from '@sunday-live/scoring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aCard, aGame } from '../testing/slate.js';
import {
  cleared,
  facing,
  isDraft,
  ofGames,
  sameCard,
  shownCard,
  teamsOf,
  withAll,
  withBanker,
  withPick,
} from './card-draft.js';

const games = [aGame({ id: 'a' }), aGame({ id: 'b' }), aGame({ id: 'c', state: 'off' })];

const cards: fc.Arbitrary<CardPicks> = fc.record({
  picks: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom<Side>('home', 'away')),
  banker: fc.option(fc.constantFrom('a', 'b', 'd')),
  joker: fc.boolean(),
});

describe('a draft', () => {
  it('adds a pick and keeps the others', () => {
    const card = withPick(aCard({ a: 'home' }), 'b', 'away');
    expect(card.picks).toEqual({ a: 'home', b: 'away' });
  });

  it('removes the banker when its road team is not picked any more', () => {
    const card = aCard({ a: 'away', b: 'away' }, { banker: 'a' });
    expect(withPick(card, 'a', 'home').banker).toBeNull();
    expect(withPick(card, 'a', 'away').banker).toBe('a');
    expect(withPick(card, 'b', 'home').banker).toBe('a');
  });

  it('moves the banker, and removes it at the same game', () => {
    const card = aCard({ a: 'away', b: 'away' }, { banker: 'a' });
    expect(withBanker(card, 'b').banker).toBe('b');
    expect(withBanker(card, 'a').banker).toBeNull();
  });

  it('picks the road team that becomes the banker', () => {
    const card = aCard({ a: 'home' });
    expect(withBanker(card, 'a')).toEqual(aCard({ a: 'away' }, { banker: 'a' }));
    expect(withBanker(card, 'b').picks).toEqual({ a: 'home', b: 'away' });
  });

  it('picks every open game for which `choose` returns a side', () => {
    const card = aCard({ b: 'away' }, { banker: 'b' });
    expect(withAll(card, games, new Set(), () => 'home')).toEqual(aCard({ a: 'home', b: 'home' }));
    expect(withAll(card, games, new Set(['b']), () => 'home')).toEqual({
      ...card,
      picks: { a: 'home', b: 'away' },
    });
    expect(withAll(card, games, new Set(), ({ id }) => (id === 'a' ? 'away' : null)).picks).toEqual({
      a: 'away',
      b: 'away',
    });
  });

  it('is empty again except for locked picks', () => {
    const card = aCard({ a: 'away', b: 'away' }, { banker: 'a', joker: true });
    expect(cleared(card, new Set())).toEqual(aCard({}));
    expect(cleared(card, new Set(['b']))).toEqual(aCard({ b: 'away' }));
    expect(cleared(card, new Set(['a']))).toEqual(aCard({ a: 'away' }, { banker: 'a', joker: true }));
  });

  it('equals a draft with the same picks in another order, and no other', () => {
    expect(sameCard(aCard({ a: 'home', b: 'away' }), aCard({ b: 'away', a: 'home' }))).toBe(true);
    expect(sameCard(aCard({ a: 'home' }), aCard({ a: 'away' }))).toBe(false);
    expect(sameCard(aCard({ a: 'home' }), aCard({ a: 'home', b: 'home' }))).toBe(false);
    expect(sameCard(aCard({ a: 'away' }), aCard({ a: 'away' }, { joker: true }))).toBe(false);
    expect(sameCard(aCard({ a: 'away' }), aCard({ a: 'away' }, { banker: 'a' }))).toBe(false);
  });

  it('keeps what belongs to the week', () => {
    expect(ofGames(aCard({ a: 'home', x: 'away' }, { banker: 'x' }), games)).toEqual(aCard({ a: 'home' }));
  });

  it('yields to the server’s card where it is locked', () => {
    const stored = aCard({ a: 'away' }, { banker: 'a', joker: true });
    const draft = aCard({ a: 'home', b: 'away' }, { banker: 'b' });
    expect(shownCard(null, stored, games, new Set())).toBe(stored);
    expect(shownCard(draft, stored, games, new Set(['c']))).toEqual(draft);
    const late = shownCard(draft, stored, games, new Set(['a']));
    expect(late).toEqual(aCard({ a: 'away', b: 'away' }, { banker: 'a', joker: true }));
    expect(shownCard(draft, stored, games, new Set(['a', 'b', 'c']))).toBe(stored);
    // the banker cannot move to a game that has locked meanwhile
    const moved = shownCard(aCard({}, { banker: 'b' }), stored, games, new Set(['b']));
    expect(moved.banker).toBe('a');
  });

  it('S26 stays with its teams when home and away are exchanged before it is saved', () => {
    const picked = aCard({ a: 'away', b: 'home' });
    const draft = { ...picked, teams: teamsOf(picked, games) };
    expect(facing(draft, games)).toBe(draft);
    const exchanged = games.map((game) => ({ ...game, away: game.home, home: game.away }));
    const turned = facing(draft, exchanged);
    expect(turned?.picks).toEqual({ a: 'home', b: 'away' });
    expect(facing(turned, exchanged)).toBe(turned);
    // a draft of an earlier version of the app has no teams
    expect(facing(picked, exchanged)).toBe(picked);
    expect(facing(null, games)).toBeNull();
    expect(isDraft({ ...picked, teams: { a: 7 } })).toBe(false);
  });

  it('survives the browser’s storage', () => {
    fc.assert(
      fc.property(cards, (card) => {
        const kept: unknown = JSON.parse(JSON.stringify(card));
        expect(isDraft(kept) && kept !== null && sameCard(kept, card)).toBe(true);
      }),
    );
  });

  it('rejects anything else in the storage', () => {
    for (const value of [1, 'x', {}, [], { picks: { a: 'left' }, banker: null, joker: false }])
      expect(isDraft(value)).toBe(false);
    expect(isDraft(null)).toBe(true);
    const base = { ...aCard({ a: 'home' }), version: 2 };
    expect(isDraft({ ...aCard({}), base })).toBe(true);
    expect(isDraft({ ...aCard({}), base: { ...base, version: 'two' } })).toBe(false);
  });
});
