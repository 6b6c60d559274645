import { describe, expect, it } from 'vitest';
import { changedGames, sameCard } from './card-change.js';

const card = { picks: { a: 'away', b: 'home' }, banker: 'a', joker: false } as const;

describe('what changes between two cards', () => {
  it.each([
    ['nothing', card, []],
    ['another pick', { ...card, picks: { a: 'away', b: 'away' } }, ['b']],
    ['one pick less', { ...card, picks: { a: 'away' } }, ['b']],
    ['one pick more', { ...card, picks: { ...card.picks, c: 'home' } }, ['c']],
    ['another banker: both games', { ...card, banker: 'c' }, ['a', 'c']],
    ['no banker', { ...card, banker: null }, ['a']],
    ['a joker: the game of the banker', { ...card, joker: true }, ['a']],
  ] as const)('%s', (_what, after, changed) => {
    expect([...changedGames(card, after)].sort()).toEqual(changed);
  });

  it('against no card is all that is picked', () => {
    expect([...changedGames(null, card)].sort()).toEqual(['a', 'b']);
  });

  it('is nothing for cards that say the same, and something for a joker without a banker', () => {
    expect(sameCard(card, { ...card, picks: { b: 'home', a: 'away' } })).toBe(true);
    expect(sameCard({ ...card, banker: null }, { ...card, banker: null, joker: true })).toBe(false);
  });
});
