import { readFileSync } from 'node:fs';
import {
  type CardPicks,
  type GameState,
  RULES,
  RULES_NAMES,
  type RulesName,
  type Side,
  weekStandings,
} from '@sunday-live/scoring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawRest, type LiveGame, restOf, timeLeft } from './live-game.js';
import { Random } from './random.js';
import { fitStrengths, forecast } from './strengths.js';
import { recordedSeason } from './testing/a-season.js';
import { type Chances, type WeekChancesInput, weekChances } from './week-chances.js';

const strengths = fitStrengths(recordedSeason(2024, 7).filter(({ state }) => state === 'post'));
const IDS = ['a', 'b', 'c', 'd'] as const;

function aGame(id: string, changes: Partial<LiveGame> = {}): LiveGame {
  return {
    id,
    week: 8,
    away: `A${id}`,
    home: `H${id}`,
    awayScore: 0,
    homeScore: 0,
    state: 'pre',
    period: 0,
    clock: '0:00',
    ...changes,
  };
}

const score = fc.integer({ min: 0, max: 40 });
const game = (id: string): fc.Arbitrary<LiveGame> =>
  fc
    .record({
      awayScore: score,
      homeScore: score,
      state: fc.constantFrom<LiveGame['state']>('pre', 'in', 'in', 'post', 'off'),
      period: fc.integer({ min: 1, max: 5 }),
      clock: fc.constantFrom('15:00', '7:31', '0:02'),
      possession: fc.option(fc.constantFrom<Side>('home', 'away'), { nil: undefined }),
      redZone: fc.boolean(),
    })
    .map((now) => aGame(id, now));
const games = fc.tuple(...IDS.map(game));
const card: fc.Arbitrary<CardPicks> = fc.record({
  picks: fc.dictionary(fc.constantFrom(...IDS), fc.constantFrom<Side>('home', 'away'), {
    noNullPrototype: true,
  }),
  banker: fc.option(fc.constantFrom(...IDS)),
  joker: fc.boolean(),
});
const rules = fc.constantFrom(...RULES_NAMES);
const cards = fc.array(card, { minLength: 1, maxLength: 6 });

const ask = (
  given: Partial<WeekChancesInput> & Pick<WeekChancesInput, 'games' | 'cards'>,
): WeekChancesInput => ({
  rules: 'classic',
  day: ['a', 'b'],
  strengths,
  hidden: [],
  known: [],
  ...given,
});

/** The first place as the table has it, shared ones in part. */
function firstPlace(by: RulesName, given: readonly CardPicks[], ofWeek: readonly GameState[]): number[] {
  const entrants = given.map((one, n) => ({ n, name: `P${n}`, cards: [{ week: 8, ...one }] }));
  // the given jokers all count
  const table = weekStandings(entrants, ofWeek, RULES[by], 8);
  const first = table.filter(({ rank }) => rank === 1).map(({ n }) => n);
  return given.map((_, n) => (first.includes(n) ? 1 / first.length : 0));
}

function expectShares(found: Float64Array, expected: readonly number[]): void {
  expect(found.length).toBe(expected.length);
  for (const [i, chance] of expected.entries()) expect(found[i]).toBeCloseTo(chance, 6);
}

const sum = (chances: Float64Array) => chances.reduce((all, one) => all + one, 0);

describe('the chances to win', () => {
  it('add up to 1 in each scope, and the same seed gives the same', () => {
    fc.assert(
      fc.property(games, cards, rules, fc.subarray([...IDS]), (ofWeek, given, by, hidden) => {
        const question = ask({ rules: by, games: ofWeek, cards: given, hidden, known: [0] });
        const chances: Chances = weekChances(question, 'seed', 40);
        expect(sum(chances.day)).toBeCloseTo(1, 6);
        expect(sum(chances.week)).toBeCloseTo(1, 6);
        expect(weekChances(question, 'seed', 40)).toEqual(chances);
      }),
      { numRuns: 60 },
    );
  });

  it('equal the standings when every clock has run out, by all rules', () => {
    const decided = fc.tuple(
      ...IDS.map((id) =>
        fc
          .record({
            awayScore: score,
            homeScore: score,
            state: fc.constantFrom('in' as const, 'post' as const),
          })
          .filter(({ awayScore, homeScore, state }) => state === 'post' || awayScore !== homeScore)
          .map((now) => aGame(id, { ...now, period: 4, clock: '0:00' })),
      ),
    );
    fc.assert(
      fc.property(decided, cards, rules, (ofWeek, given, by) => {
        const chances = weekChances(ask({ rules: by, games: ofWeek, cards: given }), 'seed', 5);
        expectShares(chances.week, firstPlace(by, given, ofWeek));
        const ofDay = ofWeek.filter(({ id }) => id === 'a' || id === 'b');
        expectShares(chances.day, firstPlace(by, given, ofDay));
      }),
      { numRuns: 150 },
    );
  });

  it('guess hidden picks, but not those on the player’s own card', () => {
    const both = [
      { picks: { a: 'home' as const }, banker: null, joker: false },
      { picks: {}, banker: null, joker: false },
    ];
    const open = [aGame('a')];
    const blind = weekChances(ask({ games: open, cards: both }), 's', 4000);
    const guessed = weekChances(ask({ games: open, cards: both, hidden: ['a'], known: [0] }), 's', 4000);
    expect(guessed.week[1]).toBeGreaterThan(blind.week[1] as number);
  });
});

describe('a game that is being played', () => {
  const before = forecast(strengths, { home: 'KC', away: 'LV' });
  const share = (live: LiveGame): number => {
    const [random, out] = [new Random('game'), new Int32Array(2)];
    const rest = restOf(live, before);
    let [won, takenBack] = [0, 0];
    for (let i = 0; i < 4000; i += 1) {
      drawRest(rest, random, out);
      const [away, home] = [out[0] as number, out[1] as number];
      if (away < live.awayScore || home < live.homeScore) takenBack += 1;
      if (home > away) won += 1;
    }
    expect(takenBack).toBe(0);
    return won / 4000;
  };
  const at = (period: number, clock: string, changes: Partial<LiveGame> = {}) =>
    aGame('g', { state: 'in', period, clock, awayScore: 14, homeScore: 17, ...changes });

  it('has the forecast of the day before at its kickoff, and nothing open at its end', () => {
    expect(share(at(1, '15:00', { awayScore: 0, homeScore: 0 }))).toBeCloseTo(before.homeWins, 1);
    expect(share(at(4, '0:00'))).toBe(1);
  });

  it('is surer the less time is left, and likelier won with possession', () => {
    const ahead = { awayScore: 17, homeScore: 14 };
    expect(share(at(4, '2:00', ahead))).toBeLessThan(share(at(2, '2:00', ahead)) - 0.1);
    expect(share(at(4, '2:00', { possession: 'home' }))).toBeGreaterThan(
      share(at(4, '2:00', { possession: 'away' })),
    );
    const near = share(at(4, '3:00', { possession: 'away', redZone: true }));
    expect(near).toBeLessThan(share(at(4, '3:00', { possession: 'away' })));
  });

  it('knows how much time is left', () => {
    const left = [at(1, '15:00'), at(3, '15:00'), at(4, '0:00'), at(5, '6:00'), at(2, 'half')].map(timeLeft);
    expect(left).toEqual([1, 0.5, 0, 0.1, 0.5]);
    expect([aGame('g'), aGame('g', { state: 'post' })].map(timeLeft)).toEqual([1, 0]);
  });
});

/** The one Sunday that was recorded play by play. */
interface Play {
  readonly game: string;
  readonly period: number;
  readonly clock: string;
  readonly awayScore: number;
  readonly homeScore: number;
}
const file = new URL('../../../apps/replay/data/sunday-2024-w8.json', import.meta.url);
const sunday: { events: Play[] } = JSON.parse(readFileSync(file, 'utf8'));

describe('the recorded Sunday, play by play', () => {
  it('is forecast far better than by a coin, and better after halftime than before', () => {
    const results = new Map(recordedSeason(2024).map((one) => [one.id, one]));
    const judged = sunday.events.flatMap(({ game: id, period, clock, awayScore, homeScore }) => {
      const end = results.get(id);
      if (end === undefined) return [];
      const live: LiveGame = { ...end, state: 'in', period, clock, awayScore, homeScore };
      const [random, out] = [new Random(`${id} ${period} ${clock}`), new Int32Array(2)];
      const rest = restOf(live, forecast(strengths, end));
      let chance = 0;
      for (let i = 0; i < 300; i += 1) {
        drawRest(rest, random, out);
        if ((out[1] as number) > (out[0] as number)) chance += 1 / 300;
      }
      return [{ late: period > 2, error: (chance - (end.homeScore > end.awayScore ? 1 : 0)) ** 2 }];
    });
    const brier = (late: boolean) => {
      const group = judged.filter((one) => one.late === late);
      return group.reduce((all, { error }) => all + error, 0) / group.length;
    };
    expect(judged.length).toBeGreaterThan(250);
    expect(brier(true)).toBeLessThan(brier(false));
    expect(brier(false)).toBeLessThan(0.25);
    expect(brier(true)).toBeLessThan(0.18);
  });
});

describe('a card whose picks are hidden', () => {
  it('has its banker on one of the hidden games: it can catch up by more than plain picks bring', () => {
    const games = [aGame('a', { state: 'post', homeScore: 60 }), aGame('b'), aGame('c')];
    const mine = { picks: { a: 'home', b: 'home', c: 'home' }, banker: null, joker: false } as const;
    const chanceOf = (banker: string | null) =>
      weekChances(
        {
          rules: 'classic',
          games,
          day: [],
          strengths,
          cards: [mine, { picks: {}, banker, joker: false }],
          hidden: ['b', 'c'],
          known: [0],
        },
        'hidden bankers',
        2_000,
      ).week[1] as number;
    // with the banker on a finished game, only two plain picks are left
    expect(chanceOf(null)).toBeGreaterThan(chanceOf('a') + 0.02);
  });
});
