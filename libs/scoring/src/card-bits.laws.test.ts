import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countedBits, GameSlots, isJokerLockedIn, lockBits } from './card-bits.js';
import { isJokerLocked } from './locks.js';
import type { PlayState, Side } from './types.js';

const STATES: readonly (PlayState | null)[] = ['pre', 'in', 'post', 'off', null];
/** Games that have a slot; `state` null: the game has left the week. */
const week = fc
  .array(fc.record({ state: fc.constantFrom(...STATES), locked: fc.boolean() }), { maxLength: 31 })
  .map((games) => games.map((game, slot) => ({ ...game, slot, game: `g${slot}` })));
const weekAndCard = week.chain((games) =>
  fc
    .record({
      sides: fc.array(fc.constantFrom<(Side | null)[]>('home', 'away', null), {
        minLength: games.length,
        maxLength: games.length,
      }),
      banker: fc.constantFrom(null, ...games.map(({ game }) => game)),
      joker: fc.boolean(),
    })
    .map(({ sides, ...card }) => {
      const picked = games.flatMap(({ game }, i) => {
        const side = sides[i] ?? null;
        return side === null ? [] : [[game, side] as const];
      });
      return { games, card: { ...card, picks: Object.fromEntries(picked) } };
    }),
);

describe('cards in bits', () => {
  it('say the same after the way to bits and back', () => {
    fc.assert(
      fc.property(weekAndCard, ({ games, card }) => {
        const slots = new GameSlots(games);
        const bits = slots.inBits(card);
        expect({ ...slots.inWords(bits), joker: bits.joker }).toEqual(card);
        expect(bits.home & ~bits.has).toBe(0);
        expect(countedBits(card, slots)).toEqual(bits);
      }),
    );
  });

  it('lock their joker exactly when the card in words does', () => {
    fc.assert(
      fc.property(weekAndCard, ({ games, card }) => {
        const slots = new GameSlots(games);
        const inWeek = games.flatMap(({ game: id, state }) => (state === null ? [] : [{ id, state }]));
        const locked = new Set(games.flatMap(({ game, locked: isLocked }) => (isLocked ? [game] : [])));
        const locks = lockBits(slots, inWeek, locked);
        expect(isJokerLockedIn(locks, slots.inBits(card).banker)).toBe(
          isJokerLocked(card, { games: inWeek, locked }),
        );
      }),
    );
  });

  it('refuse a game that was never in the week; an event may bring one, as long as the week has room', () => {
    const slots = new GameSlots();
    const card = { picks: { x: 'home' as const }, banker: 'x', joker: false };
    expect(() => slots.inBits(card)).toThrow('the game x was never in this week');
    expect(countedBits(card, slots)).toEqual({ has: 1, home: 1, banker: 0, joker: false });
    for (let i = 0; i < 40; i += 1) slots.include(`g${i}`);
    const locks = lockBits(
      slots,
      [
        { id: 'x', state: 'pre' },
        { id: 'g39', state: 'pre' },
      ],
      new Set(),
    );
    expect(locks).toEqual({ here: 1, shown: 0, wanted: 1 });
    expect(countedBits({ ...card, picks: { g39: 'home' }, banker: 'g39' }, slots)).toEqual({
      has: 0,
      home: 0,
      banker: null,
      joker: false,
    });
  });
});
