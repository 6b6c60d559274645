import { describe, expect, it } from 'vitest';
import { refreshPace } from '../pages/live/use-refresh.js';
import { aCard, aDelta, aGame, aPlayer, aState } from '../testing/slate.js';
import { applyFrame, type LiveState } from './apply-frame.js';
import { gapIn, withOwnRows } from './large-league.js';

const sunday = aGame({ id: 's', state: 'in', awayScore: 21, homeScore: 14 });
const card = aCard({ s: 'away' });
const DAY = new Set(['s']);

const FIRST = Array.from({ length: 50 }, (_, n): [number, number, number] => [n, n + 1, 900 - n]);

/** A league in which player 900 has just won 21 points, which only the spread shows. */
function aLargeLeague(): LiveState {
  const before = aState({
    games: [{ ...sunday, awayScore: 0, homeScore: 0 }],
    players: [aPlayer(0), aPlayer(900)],
    scopes: { day: [...FIRST], week: [...FIRST, [900, 700, 0]], season: [...FIRST, [900, 650, 200]] },
    spread: { day: [], week: [], season: [] },
    own: { n: 900, season: { points: 200, right: 70, bankerPoints: 40, bankers: 4 }, jokerCounts: true },
  });
  const spread = {
    day: [[42, 10] as [number, number], [21, 5] as [number, number]],
    week: [[42, 300] as [number, number], [21, 40] as [number, number], [0, 900] as [number, number]],
    season: [[300, 99] as [number, number], [221, 30] as [number, number], [0, 1000] as [number, number]],
  };
  const week = [[21, 2, 0, 15] as const, [21, 1, 0, 25] as const].map((tie) => [...tie]) as [
    number,
    number,
    number,
    number,
  ][];
  const season: typeof week = [
    [221, 72, 0, 3],
    [221, 71, 12, 4],
    [221, 71, 10, 6],
    [221, 71, 9, 17],
  ];
  const after = applyFrame(before, aDelta(1, { games: [sunday], spread, ties: { week, season } }));
  if (after === null) throw new Error('a delta applies');
  return after;
}

describe('the own rows in a large league', () => {
  it('P26 follow from the own card, the season before this week, the spread and the ties', () => {
    const whole = withOwnRows(aLargeLeague(), card, DAY, 'classic');
    expect(whole.scopes.day.get(900)).toEqual([900, 11, 21]);
    expect(whole.scopes.week.get(900)).toEqual([900, 316, 21]);
    // 71 right, on average 10 of four bankers
    expect(whole.scopes.season.get(900)).toEqual([900, 107, 221]);
  });

  it('P26 count a joker as the server does', () => {
    const state = aLargeLeague();
    const own = state.own && { ...state.own, jokerCounts: false };
    const players = new Map(state.players).set(900, aPlayer(900, { joker: true }));
    const second = withOwnRows({ ...state, own, players }, { ...card, joker: true }, DAY, 'joker-week');
    expect(second.scopes.week.get(900)?.[2]).toBe(21);
    const first = withOwnRows({ ...state, players }, { ...card, joker: true }, DAY, 'joker-week');
    expect(first.scopes.week.get(900)?.[2]).toBe(63);
  });

  it('P26 omit the season until a snapshot, once other weeks may have changed', () => {
    const state = applyFrame(aLargeLeague(), aDelta(2, { bases: true }));
    const whole = state && withOwnRows(state, card, DAY, 'classic');
    expect(whole?.scopes.season.has(900)).toBe(false);
    expect(whole?.scopes.week.has(900)).toBe(true);
  });

  it('do not change a small league, one without the own card, and other players', () => {
    const small = { ...aLargeLeague(), spread: null };
    expect(withOwnRows(small, card, DAY, 'classic')).toBe(small);
    expect(withOwnRows(aLargeLeague(), undefined, DAY, 'classic').scopes.week.size).toBe(50);
  });
});

describe('rows of a large league that are not loaded', () => {
  const top = Array.from({ length: 50 }, (_, n): [number, number, number] => [n, Math.min(n + 1, 48), 0]);

  it('are marked before the first row after them, even where ranks are shared', () => {
    const state = {
      ...aLargeLeague(),
      spread: { week: [[9, 47] as [number, number], [0, 900] as [number, number]] },
    };
    expect(gapIn(state, 'week', [...top, [900, 300, 0]])).toBe(50);
    expect(gapIn(state, 'week', [...top, [900, 51, 0]])).toBe(-1);
    expect(gapIn(state, 'week', [...top, [900, 48, 0]])).toBe(50);
    expect(gapIn(state, 'week', top)).toBe(-1);
  });
});

describe('the pace of snapshots', () => {
  const spread = (count: number) => ({ season: [[0, count] as [number, number]] });
  const state = (count: number) => ({ ...aLargeLeague(), spread: spread(count) });

  it('P26 is slower in larger leagues, whatever happens meanwhile', () => {
    expect([501, 2_000, 100_000].map((count) => refreshPace(state(count)))).toEqual([10_000, 20_000, 60_000]);
  });

  it('requests nothing where nothing is missing', () => {
    expect(refreshPace({ ...state(600), outdated: { neighbours: false, base: false } })).toBeNull();
    expect(refreshPace({ ...state(600), spread: null })).toBeNull();
  });
});
