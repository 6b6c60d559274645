import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SlotGame, WeekSlots } from './card-bits.js';
import { isJokerLocked } from './locked-joker.js';

const STATES = ['pre', 'in', 'post', 'off', null] as const;
const week: fc.Arbitrary<SlotGame[]> = fc
  .array(fc.record({ state: fc.constantFrom(...STATES), locked: fc.boolean() }), { maxLength: 31 })
  .map((games) =>
    games.map(({ state, locked }, slot) => ({
      slot,
      game: `g${slot}`,
      state,
      shown: state !== null && (locked || state === 'in' || state === 'post'),
    })),
  );
const cardOf = (games: readonly SlotGame[]) =>
  fc.record({
    sides: fc.array(fc.constantFrom('home' as const, 'away' as const, null), {
      minLength: games.length,
      maxLength: games.length,
    }),
    banker: fc.constantFrom(null, ...games.map(({ game }) => game)),
    joker: fc.boolean(),
  });
const weekAndCard = week.chain((games) =>
  cardOf(games).map(({ sides, ...card }) => ({
    games,
    card: {
      ...card,
      picks: Object.fromEntries(
        games.flatMap(({ game }, i) => (sides[i] ? [[game, sides[i]] as const] : [])),
      ),
    },
  })),
);

describe('cards in bits', () => {
  it('say the same after the way to bits and back', () => {
    fc.assert(
      fc.property(weekAndCard, ({ games, card }) => {
        const slots = new WeekSlots(games);
        const bits = slots.inBits(card);
        expect({ ...slots.inWords(bits), joker: bits.joker }).toEqual(card);
        expect(bits.home & ~bits.has).toBe(0);
      }),
    );
  });

  it('lock their joker exactly when the card in words does', () => {
    fc.assert(
      fc.property(weekAndCard, ({ games, card }) => {
        const slots = new WeekSlots(games);
        const inWeek = games.flatMap(({ game: id, state }) => (state === null ? [] : [{ id, state }]));
        const locked = new Set(games.filter(({ shown }) => shown).map(({ game }) => game));
        expect(slots.jokerLocked(slots.inBits(card).banker)).toBe(
          isJokerLocked(card, { games: inWeek, locked }),
        );
      }),
    );
  });

  it('refuse a game that was never in the week', () => {
    expect(() => new WeekSlots([]).inBits({ picks: { x: 'home' }, banker: null, joker: false })).toThrow(
      'the game x was never in this week',
    );
  });
});
