import type { Game } from '@sunday-live/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Picks } from '../../../http/queries.js';
import { aCard, aGame, aPlayer, aState, rows } from '../../../testing/slate.js';
import { bankerOf } from './banker.js';
import { placesGained, ranksBeforeDay } from './movement.js';
import { touchdownSwings } from './next-touchdowns.js';
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

/** A state of two games and as many players as cards, whose week is scored by hand in the tests. */
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

describe('the rows of the table', () => {
  it('S8: have no banker and no joker where the rules know none', () => {
    const card = { picks: { s: 'away' as const }, banker: 's', joker: true };
    const cards = new Map([['p0', card]]);
    const marks = (rules: TableInput['rules']) =>
      tableRows(input({ cards, rules }), [])
        .filter(({ id }) => id === 'p0')
        .map(({ joker, banker }) => [joker, banker !== null]);
    expect(marks('straight')).toEqual([[false, false]]);
    expect(marks('classic')[0]?.[0]).toBe(true);
  });

  it('stand by rank, level ones by name, with shared ranks marked', () => {
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

  it('show no points before the first kick-off, nor a movement', () => {
    const table = tableRows(input({ started: false, before: new Map([[0, 1]]) }), []);
    expect(table.map(({ points, movement }) => [points, movement])).toEqual(Array(3).fill([null, null]));
  });

  it('know joker, banker and last change', () => {
    const cards = new Map([['p0', aCard({ s: 'away' }, { banker: 's', joker: true })]]);
    const row = tableRows(input({ cards, changes: new Map([[0, { by: -20, at: 5 }]]) }), [])[2];
    expect(row).toMatchObject({ joker: true, banker: { team: 'CHI', state: 'losing' }, change: { by: -20 } });
  });

  it('are the same objects while nothing of them changes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 3, maxLength: 3 }), (points) => {
        const cards = new Map([['p1', aCard({ s: 'away' }, { banker: 's' })]]);
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
  const card = aCard({ s: 'away' }, { banker: 's' });
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

  it('is not there without a card, without one set, or when it is not to be seen', () => {
    expect(bankerOf(undefined, new Map())).toBeNull();
    expect(bankerOf(aCard({}), new Map())).toBeNull();
    expect(bankerOf(card, new Map())).toBeNull();
  });
});

describe('movement since the slate began', () => {
  // Thursday was won by the home team with 30; Sunday now stands 10 to 14.
  const cards = new Map<string, Picks>([
    ['p0', aCard({ t: 'home', s: 'away' })],
    ['p1', aCard({ t: 'away', s: 'home' })],
    ['p2', aCard({ t: 'away', s: 'away' }, { banker: 't' })],
  ]);
  const state = aTable([30, 14, -60], [thursday, sunday], [100, 130, 40]);

  it('compares the week with the ranks before the day', () => {
    const before = ranksBeforeDay(state, 'week', DAY, cards, 'classic');
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
    const before = ranksBeforeDay(level, 'season', DAY, cards, 'classic');
    expect(before?.get(0)).toBe(1);
    expect(before?.get(1)).toBe(2);
    expect(placesGained(before, 1, 1)).toBe(1);
    expect(placesGained(before, 0, 2)).toBe(-1);
    expect(placesGained(before, 9, 2)).toBeNull();
  });

  it('has nothing to compare with on the first day, or while a card is not known', () => {
    expect(ranksBeforeDay(state, 'day', DAY, cards, 'classic')).toBeNull();
    expect(ranksBeforeDay(state, 'week', new Set(['s', 't']), cards, 'classic')).toBeNull();
    expect(ranksBeforeDay(state, 'week', DAY, new Map(), 'classic')).toBeNull();
    expect(placesGained(null, 0, 1)).toBeNull();
  });
});

describe('touchdown swings', () => {
  const cards = new Map<string, Picks>([
    ['p0', aCard({ t: 'home', s: 'away' }, { banker: 's' })],
    ['p1', aCard({ t: 'home', s: 'home' })],
  ]);
  // p0: 30 − 28, p1: 30 + 14.
  const state = aTable([2, 44]);
  const swings = (changes = {}) =>
    touchdownSwings({ state, scope: 'week', day: DAY, cards, rules: 'classic', n: 0, ...changes });

  it('say what a touchdown of each live team would do to points and rank', () => {
    expect(swings()).toEqual([
      { game: 's', team: 'CHI', pointsChange: 62, rank: 1, placesGained: 1 },
      { game: 's', team: 'WSH', pointsChange: -14, rank: 2, placesGained: 0 },
    ]);
  });

  it('know a joker', () => {
    const joker = new Map(cards).set('p0', aCard({ s: 'away' }, { banker: 's', joker: true }));
    expect(swings({ cards: joker })[0]).toMatchObject({ pointsChange: 3 * 62 });
  });

  it('are none while nothing is played, or for somebody without a row', () => {
    expect(swings({ state: aTable([2, 44], [thursday]) })).toEqual([]);
    expect(swings({ n: 7 })).toEqual([]);
    expect(swings({ scope: 'day', day: new Set() })).toEqual([]);
  });

  it('tell points but no rank where the others’ cards are not known', () => {
    const large = { ...state, spread: { week: [[44, 1] as [number, number]] } };
    expect(swings({ state: large })[0]).toMatchObject({ pointsChange: 62, rank: null, placesGained: 0 });
  });
});
