import { describe, expect, it } from 'vitest';
import { withLockedOf } from '../use-cards.js';

const mine = { picks: { a: 'home', b: 'home' }, banker: 'b', joker: true } as const;

describe('the own card merged with the league’s version', () => {
  it('locked parts are the league’s, open parts are the player’s', () => {
    const ofLeague = { picks: { a: 'away' }, banker: 'a', joker: false } as const;
    expect(withLockedOf(mine, ofLeague)).toMatchObject({
      picks: { a: 'away', b: 'home' },
      banker: 'a',
      joker: false,
    });
  });

  it('an open banker is the player’s own', () => {
    expect(withLockedOf(mine, { picks: {}, banker: null, joker: false })).toMatchObject(mine);
    // its joker may become visible later than the banker
    expect(withLockedOf(mine, { picks: {}, banker: 'b', joker: false }).joker).toBe(true);
  });

  it('is unchanged while the league’s cards are not loaded', () => {
    expect(withLockedOf(mine, undefined)).toBe(mine);
  });
});
