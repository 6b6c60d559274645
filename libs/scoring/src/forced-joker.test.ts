import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJokerForced } from './jokers.js';
import { SLOW_MACHINE_MS } from './testing/arbitraries.js';
import type { WeekCard } from './types.js';

const WEEKS = Array.from({ length: 18 }, (_, i) => i + 1);
const JOKERS = 3;
const card = (week: number, joker = false): WeekCard => ({ week, picks: {}, banker: null, joker });
const forced = (week: number, cards: WeekCard[], weeks = WEEKS) => {
  const own = card(week);
  return isJokerForced(own, [...cards, own], weeks, JOKERS);
};

describe('S21: a joker is played automatically', () => {
  it('when a player has as many jokers left as weeks', () => {
    expect(forced(15, [])).toBe(false);
    expect(forced(16, [])).toBe(true);
    expect(forced(16, [card(3, true)])).toBe(false);
    expect(forced(17, [card(3, true)])).toBe(true);
    expect(forced(18, [card(3, true), card(9, true)])).toBe(true);
  });

  it('not when all are used, nor on a card that has one', () => {
    expect(forced(18, [card(1, true), card(2, true), card(3, true)])).toBe(false);
    const own = card(16, true);
    expect(isJokerForced(own, [own], WEEKS, JOKERS)).toBe(false);
  });

  it('counting jokers on later cards as played there', () => {
    expect(forced(16, [card(17, true), card(18, true)])).toBe(true);
    expect(forced(15, [card(17, true)])).toBe(false);
    expect(forced(15, [card(16, true), card(17, true), card(18, true)])).toBe(false);
  });

  it('earlier when a week without games takes none', () => {
    expect(forced(15, [], [...WEEKS.slice(0, 16), 18])).toBe(true);
  });

  it(
    'so that a player of every week uses all, one who misses weeks as many as possible, and nobody too many',
    () => {
      const choice = fc.record({ plays: fc.boolean(), joker: fc.boolean() });
      fc.assert(
        fc.property(fc.array(choice, { minLength: 18, maxLength: 18 }), (choices) => {
          const cards: WeekCard[] = [];
          const used = () => cards.filter(({ joker }) => joker).length;
          let lost = 0;
          for (const [i, { plays, joker }] of choices.entries()) {
            const week = i + 1;
            if (!plays) {
              // a joker is lost where rule S21 would have played it
              if (JOKERS - used() - lost >= WEEKS.length - i) lost += 1;
              continue;
            }
            const own = card(week, joker && used() < JOKERS);
            cards.push({ ...own, joker: own.joker || isJokerForced(own, [...cards, own], WEEKS, JOKERS) });
          }
          expect(used()).toBe(JOKERS - lost);
        }),
      );
    },
    SLOW_MACHINE_MS,
  );
});
