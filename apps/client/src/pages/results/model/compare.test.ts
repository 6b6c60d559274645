import type { Game } from '@sunday-live/contract';
import { RULES, scoreCard } from '@sunday-live/scoring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Picks } from '../../../http/queries.js';
import { comparison, type ScoredCard } from './compare.js';

const IDS = ['a', 'b', 'c', 'd'];
const games: fc.Arbitrary<Game[]> = fc.tuple(
  ...IDS.map((id) =>
    fc
      .record({
        state: fc.constantFrom('pre' as const, 'in' as const, 'post' as const, 'off' as const),
        awayScore: fc.nat(30),
        homeScore: fc.nat(30),
      })
      .map((now) => ({
        id,
        season: 2024,
        week: 1,
        kickoff: '2024-09-08T17:00:00.000Z',
        away: `A${id}`,
        home: `H${id}`,
        detail: '',
        period: 0,
        clock: '',
        leader: null,
        rev: 1,
        ...now,
      })),
  ),
);
const card: fc.Arbitrary<Picks> = fc.record({
  picks: fc.dictionary(fc.constantFrom(...IDS), fc.constantFrom('home', 'away'), { noNullPrototype: true }),
  banker: fc.option(fc.constantFrom(...IDS)),
  joker: fc.boolean(),
});
const scored = (picks: Picks, all: readonly Game[]): ScoredCard => ({
  card: picks,
  score: scoreCard(picks, new Map(all.map((game) => [game.id, game])), RULES.classic),
});

describe('comparing two cards', () => {
  it('adds up to the difference between them, game by game', () => {
    fc.assert(
      fc.property(games, card, card, (all, a, b) => {
        const { games: compared, swing } = comparison(scored(a, all), scored(b, all), all);
        expect(compared.map(({ game }) => game)).toEqual(all);
        expect(compared.reduce((sum, one) => sum + one.swing, 0)).toBe(swing);
      }),
    );
  });

  it('is the opposite from the other side', () => {
    fc.assert(
      fc.property(games, card, card, (all, a, b) => {
        const there = comparison(scored(a, all), scored(b, all), all);
        const back = comparison(scored(b, all), scored(a, all), all);
        expect(back.swing + there.swing).toBe(0);
        expect([back.common, back.different]).toEqual([there.common, there.different]);
      }),
    );
  });

  it('counts each game that both picked once', () => {
    fc.assert(
      fc.property(games, card, card, (all, a, b) => {
        const { common, different } = comparison(scored(a, all), scored(b, all), all);
        const both = IDS.filter((id) => a.picks[id] !== undefined && b.picks[id] !== undefined);
        expect(common + different).toBe(both.length);
        expect(common).toBe(both.filter((id) => a.picks[id] === b.picks[id]).length);
      }),
    );
  });
});
