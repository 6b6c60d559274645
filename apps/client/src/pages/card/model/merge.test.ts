import { describe, expect, it } from 'vitest';
import { aGame } from '../../../testing/slate.js';
import { differences, merged } from './merge.js';

const games = [aGame({ id: 'a', away: 'DET' }), aGame({ id: 'b' }), aGame({ id: 'c' }), aGame({ id: 'd' })];
const card = (picks: Record<string, 'home' | 'away'>, banker: string | null = null, joker = false) => ({
  picks,
  banker,
  joker,
});

describe('S25: differences between two saves of one card', () => {
  const base = { ...card({ a: 'home', b: 'home' }, 'b'), version: 1 };
  const here = card({ a: 'away', b: 'home', d: 'home' }, 'a');
  const there = card({ a: 'home', b: 'away', c: 'home', d: 'home' }, 'b', true);
  const found = differences(here, there, base, games);

  it('are listed by game; what was chosen here is preselected, the other save where nothing was chosen', () => {
    expect(found.map(({ id, first }) => [id, first])).toEqual([
      ['a', 'here'],
      ['b', 'there'],
      ['c', 'there'],
      ['banker', 'here'],
      ['joker', 'there'],
    ]);
    expect(differences(here, here, base, games)).toEqual([]);
  });

  it('loses nothing without a choice', () => {
    expect(merged(here, there, found, new Map())).toEqual(
      card({ a: 'away', b: 'away', c: 'home', d: 'home' }, 'a', true),
    );
    expect(merged(here, there, found, new Map(found.map(({ id }) => [id, 'there'])))).toEqual(there);
    expect(merged(here, there, found, new Map(found.map(({ id }) => [id, 'here'])))).toEqual(here);
  });

  it('preselects this page’s choices when the base card is unknown', () => {
    const unknown = differences(here, there, undefined, games);
    expect(unknown.map(({ id, first }) => [id, first])).toEqual([
      ['a', 'here'],
      ['b', 'here'],
      ['c', 'there'],
      ['banker', 'here'],
      ['joker', 'here'],
    ]);
  });

  it('can remove a pick', () => {
    const less = differences(card({ a: 'away' }), card({}), undefined, games);
    expect(merged(card({ a: 'away' }), card({}), less, new Map([['a', 'there']])).picks).toEqual({});
  });
});
