import { describe, expect, it } from 'vitest';
import { withLockedOf } from './own-card.js';

const mine = { picks: { a: 'home', b: 'home' }, banker: 'b', joker: true } as const;

describe('the own card and the league’s word on it', () => {
  it('what is locked is as the league has it, what is open as the player has it', () => {
    const ofLeague = { picks: { a: 'away' }, banker: 'a', joker: false } as const;
    expect(withLockedOf(mine, ofLeague)).toMatchObject({
      picks: { a: 'away', b: 'home' },
      banker: 'a',
      joker: false,
    });
  });

  it('a banker that is open is the player’s own', () => {
    expect(withLockedOf(mine, { picks: {}, banker: null, joker: false })).toMatchObject(mine);
    // its joker may be shown later than the banker
    expect(withLockedOf(mine, { picks: {}, banker: 'b', joker: false }).joker).toBe(true);
  });

  it('is whole while the league’s cards are not here', () => {
    expect(withLockedOf(mine, undefined)).toBe(mine);
  });
});
