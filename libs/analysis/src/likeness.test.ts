import { describe, expect, it } from 'vitest';
import { likenessOf } from './likeness.js';
import { aLeagueSeason, recordedSeason } from './testing/a-season.js';

describe('likeness of two players’ picks', () => {
  const league = aLeagueSeason({ games: recordedSeason(2024, 1), players: 1 });
  const [one] = league.members;
  if (one === undefined) throw new Error('no member');
  const turned = one.cards.map((card) => ({
    ...card,
    banker: null,
    picks: Object.fromEntries(
      Object.entries(card.picks).map(([id, side]) => [
        id,
        side === 'home' ? ('away' as const) : ('home' as const),
      ]),
    ),
  }));
  const members = [one, { ...one, id: 'same', n: 2 }, { ...one, id: 'other', n: 3, cards: turned }];

  it('is the share of equal picks among the common ones, as in head to head', () => {
    const [found] = likenessOf({ ...league, members });
    expect(found?.others.map(({ other, alike }) => [other, alike])).toEqual([
      ['same', 1],
      ['other', 0],
    ]);
    expect(found?.average).toBe(0.5);
  });

  it('names no twin after only a few common picks', () => {
    const [card] = one.cards;
    if (card === undefined) throw new Error('no card');
    const entries = Object.entries(card.picks);
    const few = { ...card, banker: null, picks: Object.fromEntries(entries.slice(0, 1)) };
    const most = Object.fromEntries(
      entries.map(([id, side], i) => [
        id,
        i === 0 ? (side === 'home' ? ('away' as const) : ('home' as const)) : side,
      ]),
    );
    const [found] = likenessOf({
      ...league,
      members: [
        one,
        { ...one, id: 'few', n: 2, cards: [few] },
        { ...one, id: 'most', n: 3, cards: [{ ...card, banker: null, picks: most }] },
        { ...one, id: 'other', n: 4, cards: turned },
      ],
    });
    expect(found?.others.map(({ other }) => other)).toEqual(['most', 'few', 'other']);
    expect(found?.others[1]?.alike).toBe(1);
  });
});
