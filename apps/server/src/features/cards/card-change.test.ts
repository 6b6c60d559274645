import { describe, expect, it } from 'vitest';
import { changedGames, sameCard } from './card-check.js';

const card = { picks: { a: 'away', b: 'home' }, banker: 'a', joker: false } as const;

describe('changes between two cards', () => {
  it.each([
    ['nothing', card, []],
    ['another pick', { ...card, picks: { a: 'away', b: 'away' } }, ['b']],
    ['one pick less', { ...card, picks: { a: 'away' } }, ['b']],
    ['one pick more', { ...card, picks: { ...card.picks, c: 'home' } }, ['c']],
    ['another banker: both games', { ...card, banker: 'c' }, ['a', 'c']],
    ['no banker', { ...card, banker: null }, ['a']],
    ['a joker: the banker’s game', { ...card, joker: true }, ['a']],
  ] as const)('%s', (_what, after, changed) => {
    expect([...changedGames(card, after)].sort()).toEqual(changed);
  });

  it('include every pick when there was no card', () => {
    expect([...changedGames(null, card)].sort()).toEqual(['a', 'b']);
  });

  it('are none between equal cards, and some for a joker without a banker', () => {
    expect(sameCard(card, { ...card, picks: { b: 'home', a: 'away' } })).toBe(true);
    expect(sameCard({ ...card, banker: null }, { ...card, banker: null, joker: true })).toBe(false);
  });
});
