import { RULES_NAMES } from '@sunday-live/scoring';
import { describe, expect, it } from 'vitest';
import { drawGame } from './draw-game.js';
import { Random } from './random.js';
import { scoreMembers } from './scored-weeks.js';
import { simulateSeason } from './simulate-season.js';
import { fitStrengths, forecast } from './strengths.js';
import { aLeagueSeason, recordedSeason } from './testing/a-season.js';

const halfway = aLeagueSeason({ games: recordedSeason(2024, 9), players: 8 });
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('the rest of the season, played many times', () => {
  it('is the same for the same seed, and differs for another within the stated error', () => {
    const runs = 500;
    const one = simulateSeason(halfway, 'a', runs);
    expect(simulateSeason(halfway, 'a', runs)).toEqual(one);
    const other = simulateSeason(halfway, 'b', runs);
    expect(other).not.toEqual(one);
    for (const [i, { wins, expected, band }] of one.prospects.entries()) {
      const again = other.prospects[i];
      // two estimates, so five times the error of their difference
      const error = Math.sqrt((2 * Math.max(wins * (1 - wins), 0.01)) / runs);
      expect(Math.abs(wins - (again?.wins ?? 0))).toBeLessThan(5 * error);
      const spread = (band.high - band.low) / 2.56;
      expect(Math.abs(expected - (again?.expected ?? 0))).toBeLessThan(5 * spread * Math.sqrt(2 / runs));
    }
  });

  it('gives chances that add up, and bands that widen', () => {
    const { prospects, games } = simulateSeason(halfway, 'a', 300);
    expect(games).toBe(halfway.games.filter(({ state }) => state === 'pre').length);
    // a shared first place counts for each player
    expect(sum(prospects.map(({ wins }) => wins))).toBeGreaterThanOrEqual(1);
    expect(sum(prospects.map(({ wins }) => wins))).toBeLessThan(1.1);
    expect(sum(prospects.map(({ topThree }) => topThree))).toBeLessThan(3.2);
    for (const { weeks, wins, topThree } of prospects) {
      expect(weeks.map(({ week }) => week)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18]);
      for (const { low, middle, high } of weeks) {
        expect(low).toBeLessThanOrEqual(middle);
        expect(middle).toBeLessThanOrEqual(high);
      }
      const [first, last] = [weeks[0], weeks.at(-1)];
      if (!first || !last) throw new Error('no weeks');
      expect(last.high - last.low).toBeGreaterThan(first.high - first.low);
      expect(topThree).toBeGreaterThanOrEqual(wins);
    }
  });

  it('gives the real end of a season that is over', () => {
    const over = aLeagueSeason({ games: recordedSeason(2024), players: 6 });
    const points = scoreMembers(over).map((one) => one.points);
    const { prospects, games } = simulateSeason(over, 'a', 20);
    expect(games).toBe(0);
    expect(prospects.map(({ expected }) => expected)).toEqual(points);
    expect(prospects.map(({ wins }) => wins)).toEqual(
      points.map((own) => (own === Math.max(...points) ? 1 : 0)),
    );
  });

  it('S8: a card’s banker has no effect under rules without bankers', () => {
    const games = recordedSeason(2024, 17);
    const league = aLeagueSeason({ games, players: 2, rules: 'straight' });
    const open = games.filter(({ week }) => week === 18);
    const picks = Object.fromEntries(open.map(({ id }) => [id, 'away' as const]));
    const withCards = (banker: string | null) => ({
      ...league,
      members: league.members.map((one) => ({
        ...one,
        cards: [...one.cards, { week: 18, picks, banker, joker: false }],
      })),
    });
    const marked = simulateSeason(withCards(open[0]?.id ?? null), 'a', 200);
    expect(marked).toEqual(simulateSeason(withCards(null), 'a', 200));
  });

  it('S17: no pick is generated for a game that is locked', () => {
    const games = recordedSeason(2024, 17).map((game) => ({ ...game, locked: true }));
    const league = aLeagueSeason({ games, players: 3 });
    const points = scoreMembers(league).map((one) => one.points);
    const { prospects } = simulateSeason(league, 'a', 100);
    expect(prospects.map(({ band: { low, high } }) => [low, high])).toEqual(points.map((own) => [own, own]));

    const [first, ...others] = games.filter(({ week }) => week === 18);
    const half = {
      ...league,
      games: games.map((game) => (others.includes(game) ? { ...game, locked: false } : game)),
      members: league.members.map((one) => ({
        ...one,
        cards: [
          ...one.cards,
          {
            week: 18,
            picks: Object.fromEntries(others.map(({ id }) => [id, 'home' as const])),
            banker: null,
            joker: false,
          },
        ],
      })),
    };
    const without = { ...half, games: half.games.filter((game) => game !== first) };
    const most = (input: typeof half) =>
      simulateSeason(input, 'a', 400).prospects.map(({ expected }) => expected);
    for (const [i, expected] of most(half).entries())
      expect(Math.abs(expected - (most(without)[i] as number))).toBeLessThan(20);
  });

  it.each(RULES_NAMES)('plays by the rules %s', (rules) => {
    const league = aLeagueSeason({ games: recordedSeason(2024, 16), players: 5, rules });
    const { prospects } = simulateSeason(league, 'a', 50);
    const before = scoreMembers(league).map((one) => one.points);
    for (const [i, { band }] of prospects.entries()) {
      // two weeks of sixteen games: by `straight` nobody loses points or wins more than 32
      if (rules !== 'straight') continue;
      expect(band.low).toBeGreaterThanOrEqual(before[i] as number);
      expect(band.high).toBeLessThanOrEqual((before[i] as number) + 32);
    }
    expect(prospects).toHaveLength(5);
  });
});

describe('a simulated game', () => {
  it('is won as often, and as high, as its forecast says', () => {
    const strengths = fitStrengths(recordedSeason(2024));
    const random = new Random('games');
    for (const game of [
      { home: 'DET', away: 'NYG' },
      { home: 'CLE', away: 'BUF' },
    ]) {
      const expected = forecast(strengths, game);
      const drawn = Array.from({ length: 20_000 }, () => drawGame(expected, random));
      const homes = drawn.filter(({ winner }) => winner === 'home');
      expect(homes.length / drawn.length).toBeCloseTo(expected.homeWins, 1);
      const scores = homes.map(({ score }) => score);
      expect(Math.abs(sum(scores) / scores.length - expected.winner.home.mean)).toBeLessThan(1);
    }
  });
});
