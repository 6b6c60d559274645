import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chances, favourite, type Line, lineOf, lineWords, NO_ODDS } from './odds.js';

const teams = { away: 'BAL', home: 'CLE' };
const game = 'g1';
const line: fc.Arbitrary<Line> = fc.record({
  homeBy: fc.integer({ min: -40, max: 40 }).map((n) => n / 2),
  total: fc.integer({ min: 30, max: 60 }),
});

describe('the odds of a game', () => {
  it('are read in the feed’s format', () => {
    expect(lineOf(teams, { game, odds: 'BAL -3.5', overUnder: 48.5 })).toEqual({ homeBy: -3.5, total: 48.5 });
    expect(lineOf(teams, { game, odds: 'CLE -10' })).toEqual({ homeBy: 10, total: NO_ODDS.total });
    expect(lineOf(teams, { game, odds: 'EVEN', overUnder: 40 })).toEqual({ homeBy: 0, total: 40 });
  });

  it.each([undefined, '', 'KC -3.5', 'BAL +3.5', 'BAL -130 ML', 'off'])(
    'are none when they say %j',
    (odds) => {
      expect(lineOf(teams, odds === undefined ? undefined : { game, odds })).toBeNull();
    },
  );

  it('are written in words of the game', () => {
    const words = (odds: string) => lineWords(teams, { game, odds });
    expect(['BAL -3.5', 'CLE -10', 'EVEN', 'off'].map(words)).toEqual([
      'BAL by 3.5',
      'CLE by 10',
      'even',
      null,
    ]);
  });

  it('name a favourite, unless the game is even', () => {
    expect([3, -0.5, 0].map((homeBy) => favourite({ homeBy, total: 44 }))).toEqual(['home', 'away', null]);
  });
});

describe('what the odds expect', () => {
  it('is one winner, mirrored when the line is mirrored', () => {
    fc.assert(
      fc.property(line, ({ homeBy, total }) => {
        const { home, away } = chances({ homeBy, total });
        expect(home.win + away.win).toBeCloseTo(1, 6);
        expect(chances({ homeBy: -homeBy, total })).toEqual({ home: away, away: home });
        expect(Math.sign(home.win - away.win)).toBe(Math.sign(homeBy));
        // a team that wins has scored more than half of all points
        expect(home.points).toBeGreaterThan(total / 2);
        expect(away.points).toBeGreaterThan(total / 2);
      }),
    );
  });

  it('grows with the line', () => {
    fc.assert(
      fc.property(line, ({ homeBy, total }) => {
        const less = chances({ homeBy, total }).home;
        const more = chances({ homeBy: homeBy + 0.5, total }).home;
        expect(more.win).toBeGreaterThan(less.win);
        expect(more.points).toBeGreaterThan(less.points);
      }),
    );
  });

  it('equals a sum over all margins', () => {
    const [homeBy, total, step] = [-3.5, 48.5, 0.01];
    let [win, points] = [0, 0];
    for (let margin = step / 2; margin < 120; margin += step) {
      const z = (margin - homeBy) / 13.5;
      const weight = (Math.exp(-(z * z) / 2) / (13.5 * Math.sqrt(2 * Math.PI))) * step;
      win += weight;
      points += (weight * (total + margin)) / 2;
    }
    const { home } = chances({ homeBy, total });
    expect(home.win).toBeCloseTo(win, 4);
    expect(home.points).toBeCloseTo(points / win, 2);
  });
});
