import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  baseOf,
  competitionRanks,
  countedJokers,
  dayStandings,
  EMPTY_BASE,
  type Entrant,
  type GameState,
  gamesByWeek,
  RULES,
  type Side,
  seasonStandings,
  toRows,
  type WeekCard,
  weekStandings,
} from './index.js';
import { SLOW_MACHINE_MS, season, seasonCards } from './testing/arbitraries.js';
import { badCard, games, goodCard, PHI_CIN } from './testing/week-8-of-2024.js';

vi.setConfig({ testTimeout: SLOW_MACHINE_MS });

const final = (id: string, week: number, awayScore: number, homeScore: number): GameState => ({
  id,
  week,
  away: 'NYJ',
  home: 'NE',
  awayScore,
  homeScore,
  state: 'post',
});

const entrant = (n: number, name: string, ...cards: Entrant['cards']): Entrant => ({ n, name, cards });
const banker = (week: number, id: string, joker = false) =>
  ({ week, picks: { [id]: 'away' }, banker: id, joker }) as const;
const plain = (week: number, id: string, side: 'away' | 'home') =>
  ({ week, picks: { [id]: side }, banker: null, joker: false }) as const;

describe('S9 ranks', () => {
  it('are shared by level players, and the next rank is the place', () => {
    expect(competitionRanks([9, 7, 7, 5], (a, b) => a === b)).toEqual([1, 2, 2, 4]);
    expect(competitionRanks([], () => true)).toEqual([]);
  });

  it('obey the laws of competition ranking', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (values) => {
        const ordered = [...values].sort((a, b) => b - a);
        const ranks = competitionRanks(ordered, (a, b) => a === b);
        for (const [i, value] of ordered.entries()) {
          expect(ranks[i]).toBe(1 + ordered.filter((other) => other > value).length);
        }
      }),
    );
  });

  it('day and week: points, then right picks; level players share the rank', () => {
    const two = [final('a', 1, 10, 20), final('b', 1, 10, 0), final('c', 1, 10, 0)];
    const sideOf = (id: string, right: boolean): Side => ((id === 'a') === right ? 'home' : 'away');
    const picks = (...right: string[]): WeekCard => ({
      week: 1,
      picks: Object.fromEntries(['a', 'b', 'c'].map((id) => [id, sideOf(id, right.includes(id))])),
      banker: null,
      joker: false,
    });
    const standings = weekStandings(
      [
        entrant(0, 'one of 20', picks('a')),
        entrant(1, 'two of 10', picks('b', 'c')),
        entrant(2, 'all', picks('a', 'b', 'c')),
        entrant(3, 'again two of 10', picks('b', 'c')),
      ],
      two,
      RULES.classic,
      1,
    );
    expect(toRows(standings)).toEqual([
      [2, 1, 40],
      [3, 2, 20],
      [1, 2, 20],
      [0, 4, 20],
    ]);
  });

  it('season: average banker points decide after right picks; without a banker the average counts as 0', () => {
    const all = [final('a', 1, 20, 10), final('b', 2, 10, 20), final('c', 3, 40, 0), final('d', 4, 20, 20)];
    const standings = seasonStandings(
      [
        entrant(0, 'never', plain(3, 'c', 'away')),
        entrant(1, 'won once', banker(1, 'a')),
        entrant(2, 'won and tied', banker(1, 'a'), banker(4, 'd')),
        entrant(3, 'tied', plain(3, 'c', 'away'), banker(4, 'd')),
      ],
      all,
      RULES.classic,
    );
    expect(standings.map(({ n, rank, bankerAverage }) => [n, rank, bankerAverage])).toEqual([
      [1, 1, 40],
      [2, 2, 20],
      [0, 3, null],
      [3, 3, 0],
    ]);
  });
});

describe('S10 names', () => {
  it('order the players of a rank without regard to case, accents and spaces, then by number', () => {
    const names = ['zoe', 'Émile', 'emil', ' Emil ', 'Zoë', '李', 'Åaron', 'adam'];
    const standings = weekStandings(
      names.map((name, n) => entrant(n, name, plain(1, 'a', 'away'))),
      [final('a', 1, 3, 0)],
      RULES.classic,
      1,
    );
    expect(standings.map((row) => row.name)).toEqual([
      'Åaron',
      'adam',
      'emil',
      ' Emil ',
      'Émile',
      'zoe',
      'Zoë',
      '李',
    ]);
    expect(new Set(standings.map((row) => row.rank))).toEqual(new Set([1]));
  });
});

describe('S11 players in standings', () => {
  const all = [final('a', 1, 20, 10), { ...final('b', 2, 0, 0), state: 'pre' as const }];
  const entrants = [
    entrant(0, 'both', banker(1, 'a'), banker(2, 'b')),
    entrant(1, 'first', banker(1, 'a')),
    entrant(2, 'none'),
  ];

  it('day and week: those with a card of the week; season: those with any card', () => {
    expect(weekStandings(entrants, all, RULES.classic, 2).map((row) => row.n)).toEqual([0]);
    expect(dayStandings(entrants, all, RULES.classic, 2, new Set(['b'])).map((row) => row.n)).toEqual([0]);
    expect(seasonStandings(entrants, all, RULES.classic).map((row) => row.n)).toEqual([0, 1]);
  });

  it('a card of a week without games counts as a card', () => {
    const [row] = weekStandings([entrant(4, 'early', banker(3, 'c'))], all, RULES.classic, 3);
    expect(row).toMatchObject({ n: 4, rank: 1, points: 0, cards: 1, lastWeek: null });
  });
});

describe('the statistics of a row', () => {
  it('are those of the scope', () => {
    const cards = [
      { week: 7, picks: { g: 'away' }, banker: 'g', joker: true },
      { week: 8, ...goodCard },
    ] as const;
    const all = [final('g', 7, 7, 10), ...games];
    const one = [entrant(5, 'Gil', ...cards)];
    expect(weekStandings(one, all, RULES.classic, 8)).toEqual([
      {
        n: 5,
        name: 'Gil',
        rank: 1,
        points: 271,
        right: 3,
        counted: 5,
        bankerPoints: 222,
        bankers: 1,
        bankerAverage: 222,
        jokers: 1,
        cards: 1,
        lastWeek: 271,
      },
    ]);
    expect(seasonStandings(one, all, RULES.classic)).toEqual([
      {
        n: 5,
        name: 'Gil',
        rank: 1,
        points: 271 - 60,
        right: 3,
        counted: 6,
        bankerPoints: 222 - 60,
        bankers: 2,
        bankerAverage: 81,
        jokers: 2,
        cards: 2,
        lastWeek: 271,
      },
    ]);
    const day = new Set([PHI_CIN]);
    expect(dayStandings(one, all, RULES.classic, 8, day)).toMatchObject([
      { points: 222, counted: 1, lastWeek: 222 },
    ]);
  });

  it('the latest started week does not depend on the order of games', () => {
    const all = [...games, final('g', 7, 7, 10)];
    const one = [entrant(5, 'Gil', { week: 7, ...badCard, picks: { g: 'home' } })];
    expect(seasonStandings(one, all, RULES.classic)).toMatchObject([{ points: 10, lastWeek: null }]);
  });
});

describe('S7 which jokers count', () => {
  const cards = [banker(3, 'c', true), banker(1, 'a', true), banker(2, 'b')];

  it('classic: all; joker-week: that of the earliest week; straight: none', () => {
    expect(countedJokers(cards, RULES.classic)).toEqual(new Set([1, 3]));
    expect(countedJokers(cards, RULES['joker-week'])).toEqual(new Set([1]));
    expect(countedJokers(cards, RULES.straight)).toEqual(new Set());
  });
});

describe('the base of a week', () => {
  it('is empty without other cards, also when the other week has no games', () => {
    expect(baseOf([banker(1, 'a')], new Map(), RULES.classic, 1)).toEqual(EMPTY_BASE);
    expect(baseOf([banker(1, 'a')], new Map(), RULES.classic, 2)).toEqual({ ...EMPTY_BASE, cards: 1 });
  });

  it('plus the week is the season', () => {
    fc.assert(
      fc.property(
        season,
        seasonCards,
        fc.constantFrom(...Object.values(RULES)),
        fc.constantFrom(1, 2, 3),
        (all, cards, rules, week) => {
          fc.pre(cards.length > 0);
          const one = [entrant(0, 'A', ...cards)];
          const base = baseOf(cards, gamesByWeek(all), rules, week);
          const [inWeek] = weekStandings(one, all, rules, week);
          const [inSeason] = seasonStandings(one, all, rules);
          expect(inSeason).toMatchObject({
            points: base.points + (inWeek?.points ?? 0),
            right: base.right + (inWeek?.right ?? 0),
            bankerPoints: base.bankerPoints + (inWeek?.bankerPoints ?? 0),
            bankers: base.bankers + (inWeek?.bankers ?? 0),
            cards: base.cards + (inWeek ? 1 : 0),
          });
        },
      ),
    );
  });
});
