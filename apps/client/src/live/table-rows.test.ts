import type { Game } from '@sunday-live/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bankerOf } from '../game/banker.js';
import type { CountedCard } from '../http/queries.js';
import { ranksBeforeDay, touchdownSwings } from '../pages/live/model/by-engine.js';
import type { FieldInput } from '../pages/live/what-if/model/field.js';
import { aCountedCard, aGame, aPlayer, aState, rows } from '../testing/slate.js';
import { placesGained } from './first-ranks.js';
import { rankLabel, type TableInput, tableRows } from './table-rows.js';

const thursday = aGame({
  id: 't',
  kickoff: '2024-10-25T00:15:00Z',
  state: 'post',
  awayScore: 20,
  homeScore: 30,
});
const sunday = aGame({ id: 's', state: 'in', period: 2, clock: '5:00', awayScore: 10, homeScore: 14 });
const DAY = new Set(['s']);

/** A state of two games and as many players as cards, whose week the tests score by hand. */
function aTable(points: number[], games: Game[] = [thursday, sunday], season = points) {
  return aState({
    games,
    players: points.map((_, n) => aPlayer(n)),
    scopes: { day: rows(points), week: rows(points), season: rows(season) },
  });
}

function input(changes: Partial<TableInput> = {}): TableInput {
  return {
    state: aTable([14, 30, 30]),
    scope: 'week',
    started: true,
    cards: new Map(),
    before: null,
    changes: new Map(),
    ownId: 'p0',
    pinned: new Set(['p2']),
    rules: 'classic',
    ...changes,
  };
}

describe('the rows of the standings', () => {
  it('S8: have no banker and no joker under rules without them', () => {
    const card = { picks: { s: 'away' as const }, banker: 's', joker: true };
    const cards = new Map([['p0', card]]);
    const marks = (rules: TableInput['rules']) =>
      tableRows(input({ cards, rules }), [])
        .filter(({ id }) => id === 'p0')
        .map(({ joker, banker }) => [joker, banker !== null]);
    expect(marks('straight')).toEqual([[false, false]]);
    expect(marks('classic')[0]?.[0]).toBe(true);
  });

  it('are ordered by rank, level ones by name, with shared ranks marked', () => {
    const table = tableRows(input(), []);
    expect(table.map((row) => [row.name, rankLabel(row), row.points])).toEqual([
      ['Player 1', 'T1', 30],
      ['Player 2', 'T1', 30],
      ['Player 0', '3', 14],
    ]);
    expect(table.map(({ own, pinned }) => [own, pinned])).toEqual([
      [false, false],
      [false, true],
      [true, false],
    ]);
  });

  it('show no points and no movement before the first kickoff', () => {
    const table = tableRows(input({ started: false, before: new Map([[0, 1]]) }), []);
    expect(table.map(({ points, movement }) => [points, movement])).toEqual(Array(3).fill([null, null]));
  });

  it('have joker, banker and last change', () => {
    const cards = new Map([['p0', aCountedCard({ s: 'away' }, { banker: 's', joker: true })]]);
    const row = tableRows(input({ cards, changes: new Map([[0, { by: -20, at: 5 }]]) }), [])[2];
    expect(row).toMatchObject({ joker: true, banker: { team: 'CHI', state: 'losing' }, change: { by: -20 } });
  });

  it('are the same objects while nothing in them changes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 3, maxLength: 3 }), (points) => {
        const cards = new Map([['p1', aCountedCard({ s: 'away' }, { banker: 's' })]]);
        const first = tableRows(input({ cards }), []);
        expect(tableRows(input({ cards, state: aTable([14, 30, 30]) }), first)).toBe(first);
        const next = tableRows(input({ cards, state: aTable(points) }), first);
        for (const row of next) {
          const old = first.find(({ n }) => n === row.n);
          const same = old && rankLabel(old) === rankLabel(row) && old.points === row.points;
          expect(row === old).toBe(same);
        }
      }),
    );
  });
});

describe('a banker', () => {
  const card = aCountedCard({ s: 'away' }, { banker: 's' });
  const state = (changes: Partial<Game>) =>
    bankerOf(card, new Map([['s', { ...sunday, ...changes }]]))?.state;

  it('is alive, winning, level, losing, won, lost or void', () => {
    expect(state({ state: 'pre' })).toBe('alive');
    expect(state({ awayScore: 17 })).toBe('winning');
    expect(state({ awayScore: 14 })).toBe('level');
    expect(state({})).toBe('losing');
    expect(state({ state: 'post', awayScore: 17 })).toBe('won');
    expect(state({ state: 'post' })).toBe('lost');
    expect(state({ state: 'post', awayScore: 14 })).toBe('void');
    expect(state({ state: 'off' })).toBe('void');
  });

  it('is null without a card, without a banker, or when it is not visible yet', () => {
    expect(bankerOf(undefined, new Map())).toBeNull();
    expect(bankerOf(aCountedCard({}), new Map())).toBeNull();
    expect(bankerOf(card, new Map())).toBeNull();
  });
});

describe('movement since the slate began', () => {
  // Thursday's game was won by the home team with 30; Sunday's score is 10 to 14.
  const cards = new Map<string, CountedCard>([
    ['p0', aCountedCard({ t: 'home', s: 'away' })],
    ['p1', aCountedCard({ t: 'away', s: 'home' })],
    ['p2', aCountedCard({ t: 'away', s: 'away' }, { banker: 't' })],
  ]);
  const state = aTable([30, 14, -60], [thursday, sunday], [100, 130, 40]);

  const input = (changes: Partial<FieldInput> = {}): FieldInput => ({
    ...{ state, scope: 'week', day: DAY, cards, bases: null, rules: 'classic' },
    ...changes,
  });

  it('compares the week with the ranks before the day', () => {
    const before = ranksBeforeDay(input());
    expect(before).toEqual(
      new Map([
        [0, 1],
        [1, 2],
        [2, 3],
      ]),
    );
  });

  it('compares the season with its points without the day’s', () => {
    const level = aTable([30, 14, -60], [thursday, sunday], [100, 110, 40]);
    const before = ranksBeforeDay(input({ state: level, scope: 'season' }));
    expect(before?.get(0)).toBe(1);
    expect(before?.get(1)).toBe(2);
    expect(placesGained(before, 1, 1)).toBe(1);
    expect(placesGained(before, 0, 2)).toBe(-1);
    expect(placesGained(before, 9, 2)).toBeNull();
  });

  it('S9: ranks the season before the day by right picks and bankers of all weeks, not by points alone', () => {
    const base = { points: 70, right: 4, bankerPoints: 20, bankers: 1, jokerSpent: false };
    // all had 100 when the day began; it has brought no points yet
    const level = aTable([30, 0, 0], [thursday, { ...sunday, awayScore: 0, homeScore: 0 }], [100, 100, 100]);
    const bases = new Map([
      ['p0', base],
      ['p1', { ...base, points: 100, right: 6 }],
      ['p2', { ...base, points: 100, right: 6, bankerPoints: 30 }],
    ]);
    const none = new Map([
      ['p0', aCountedCard({ t: 'home' })],
      ['p1', aCountedCard({})],
      ['p2', aCountedCard({})],
    ]);
    const before = ranksBeforeDay(input({ state: level, scope: 'season', cards: none, bases }));
    expect(before).toEqual(
      new Map([
        [2, 1],
        [1, 2],
        [0, 3],
      ]),
    );
    // without the members' totals all are level, so there is nothing to compare with
    expect(ranksBeforeDay(input({ state: level, scope: 'season', cards: none }))?.get(2)).not.toBe(1);
  });

  it('has nothing to compare with on the first day, or while a card is unknown', () => {
    expect(ranksBeforeDay(input({ scope: 'day' }))).toBeNull();
    expect(ranksBeforeDay(input({ day: new Set(['s', 't']) }))).toBeNull();
    expect(ranksBeforeDay(input({ cards: new Map() }))).toBeNull();
    expect(placesGained(null, 0, 1)).toBeNull();
  });
});

describe('touchdown swings', () => {
  const cards = new Map<string, CountedCard>([
    ['p0', aCountedCard({ t: 'home', s: 'away' }, { banker: 's' })],
    ['p1', aCountedCard({ t: 'home', s: 'home' })],
  ]);
  // p0: 30 − 28, p1: 30 + 14.
  const state = aTable([2, 44]);
  const swings = (changes: Partial<FieldInput> = {}, n = 0, large = false) =>
    touchdownSwings(
      { state, scope: 'week', day: DAY, cards, bases: null, rules: 'classic', ...changes },
      n,
      large,
    );

  it('show what a touchdown of each live team would do to points and rank', () => {
    expect(swings()).toEqual([
      { game: 's', team: 'CHI', pointsChange: 62, rank: 1, placesGained: 1 },
      { game: 's', team: 'WSH', pointsChange: -14, rank: 2, placesGained: 0 },
    ]);
  });

  it('include a joker', () => {
    const joker = new Map(cards).set('p0', aCountedCard({ s: 'away' }, { banker: 's', joker: true }));
    expect(swings({ cards: joker })[0]).toMatchObject({ pointsChange: 3 * 62 });
  });

  it('are empty while nothing is played, or for a player without a row', () => {
    expect(swings({ state: aTable([2, 44], [thursday]) })).toEqual([]);
    expect(swings({}, 7)).toEqual([]);
    expect(swings({ scope: 'day', day: new Set() })).toEqual([]);
  });

  it('have points but no rank where the others’ cards are not known', () => {
    const nobodyElse = new Map([...cards].slice(0, 1));
    const told = { pointsChange: 62, rank: null, placesGained: 0 };
    expect(swings({ cards: nobodyElse }, 0, true)[0]).toMatchObject(told);
    expect(swings({ cards: nobodyElse })[0]).toMatchObject(told);
  });

  it('S9: rank level players by right picks, as the sheet beside them does', () => {
    const games = [
      aGame({ id: 'a', state: 'in', awayScore: 14, away: 'A1', home: 'A2' }),
      aGame({ id: 'b', state: 'in', awayScore: 7, away: 'B1', home: 'B2' }),
      aGame({ id: 'c', state: 'in', awayScore: 7, away: 'C1', home: 'C2' }),
    ];
    const week = [
      [1, 1, 14],
      [0, 2, 14],
    ] as [number, number, number][];
    const level = aState({ games, scopes: { day: week, week, season: week } });
    // one right pick of 14 against two of 7
    const theirs = new Map([
      ['p0', aCountedCard({ a: 'away' })],
      ['p1', aCountedCard({ b: 'away', c: 'away' })],
    ]);
    const told = swings({ state: level, cards: theirs });
    expect(told.map(({ team, rank }) => [team, rank])).toEqual([
      ['A1', 1],
      ['B2', 1],
      ['C2', 1],
      ['A2', 2],
      ['B1', 2],
      ['C1', 2],
    ]);
  });
});
