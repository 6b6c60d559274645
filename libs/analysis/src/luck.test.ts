import { RULES } from '@sunday-live/scoring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { luckOf, pickMoments } from './luck.js';
import type { Forecast } from './strengths.js';
import { aLeagueSeason, recordedSeason } from './testing/a-season.js';

const moments = fc.record({
  mean: fc.double({ min: 3, max: 40, noNaN: true }),
  variance: fc.double({ min: 0, max: 100, noNaN: true }),
});
const anOutlook: fc.Arbitrary<Forecast> = fc.record({
  margin: fc.constant(0),
  homeWins: fc.double({ min: 0, max: 1, noNaN: true }),
  spread: fc.constant(13),
  total: fc.constant(45),
  winner: fc.record({ home: moments, away: moments }),
});

describe('worth of a pick before the game', () => {
  it('law: mean and variance are those of the two possible results', () => {
    fc.assert(
      fc.property(
        anOutlook,
        fc.constantFrom('home' as const, 'away' as const),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom(...Object.values(RULES)),
        (before, side, banker, joker, rules) => {
          const { mean, variance } = pickMoments(rules, before, side, banker, joker);
          const chance = side === 'home' ? before.homeWins : 1 - before.homeWins;
          const asBanker = banker && rules.banker !== null;
          const factor =
            (asBanker ? 2 : 1) * (joker && rules.joker && (asBanker || rules.joker.on === 'week') ? 3 : 1);
          const of = (one: typeof side) =>
            rules.pick === 'one' ? { mean: 1, variance: 0 } : before.winner[one];
          const [won, lost] = [of(side), of(side === 'home' ? 'away' : 'home')];
          const good = { p: chance, mean: factor * won.mean, variance: factor ** 2 * won.variance };
          const bad = asBanker
            ? { p: 1 - chance, mean: -factor * lost.mean, variance: factor ** 2 * lost.variance }
            : { p: 1 - chance, mean: 0, variance: 0 };
          const expected = good.p * good.mean + bad.p * bad.mean;
          // the law of total variance
          const within = good.p * good.variance + bad.p * bad.variance;
          const between = good.p * (good.mean - expected) ** 2 + bad.p * (bad.mean - expected) ** 2;
          expect(mean).toBeCloseTo(expected, 6);
          expect(variance).toBeCloseTo(within + between, 5);
        },
      ),
    );
  });

  it('leaves ties out on both sides', () => {
    const games = recordedSeason(2024, 4);
    const league = aLeagueSeason({ games, players: 3 });
    const level = (game: (typeof games)[number]) => ({ ...game, awayScore: 20, homeScore: 20 });
    const tied = luckOf({ ...league, games: games.map((game) => (game.week === 4 ? level(game) : game)) });
    const before = luckOf({ ...league, games: games.filter(({ week }) => week < 4) });
    expect(tied.map(({ expected, actual, picks }) => ({ expected, actual, picks }))).toEqual(
      before.map(({ expected, actual, picks }) => ({ expected, actual, picks })),
    );
  });

  it.each([2024, 2025] as const)('of leagues that pick blindly through %i is centred', (year) => {
    const games = recordedSeason(year);
    const scores = ['a', 'b', 'c'].flatMap((seed) =>
      luckOf(aLeagueSeason({ games, players: 40, seed })).map(
        ({ actual, expected, spread }) => (actual - expected) / spread,
      ),
    );
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    // all share the luck of one season: winners who scored more or less than usual
    expect(Math.abs(mean)).toBeLessThan(0.6);
    const lucky = scores.filter((score) => score > 0).length / scores.length;
    expect(lucky).toBeGreaterThan(0.25);
    expect(lucky).toBeLessThan(0.75);
    expect(scores.filter((score) => Math.abs(score) < 2).length).toBeGreaterThan(0.9 * scores.length);
  });
});
