import { describe, expect, it } from 'vitest';
import { picksShown } from '../slate/shown-picks.js';
import type { SeasonState, WeekOfGames } from '../slate/slate-reader.js';
import type { StoredGame } from '../slate/stored-game.js';
import { closedAt, isClosed, lockedIds } from './game-locks.js';
import { emptySeason, seasonView } from './season-view.js';

const at = (time: string): Date => new Date(`2024-10-${time}:00Z`);
const NOW = at('27T12:00');

function game(id: string, given: Partial<StoredGame> = {}): StoredGame {
  return {
    id,
    season: 2024,
    season_type: 2,
    week: 8,
    kickoff: at('27T17:00'),
    away: 'GB',
    home: 'JAX',
    away_score: 0,
    home_score: 0,
    state: 'pre',
    detail: '',
    period: 0,
    clock: '',
    possession: null,
    red_zone: false,
    time_valid: true,
    facts: {},
    locked_at: null,
    pause: null,
    situation_at: NOW,
    hand_since: null,
    hand_name: null,
    rev: 1,
    ...given,
  };
}

const week = (games: StoredGame[], deadline: Date | null = at('24T20:00'), number = 8): WeekOfGames => ({
  week: number,
  games,
  deadline,
});

describe('a game', () => {
  it.each([
    ['is open before the deadline', 'week', {}, at('27T13:00'), false],
    ['locks at the deadline of its week', 'week', {}, NOW, true],
    ['ignores its own kickoff then', 'week', { kickoff: at('27T11:00') }, at('27T13:00'), false],
    ['locks at its own kickoff', 'kickoff', { kickoff: NOW }, null, true],
    ['is open before its kickoff', 'kickoff', { kickoff: at('27T12:01') }, at('24T20:00'), false],
    ['ignores a placeholder kickoff', 'kickoff', { kickoff: at('27T11:00'), time_valid: false }, null, false],
    ['is locked once it has started', 'week', { state: 'in' }, at('27T13:00'), true],
    ['stays locked, whatever moves', 'kickoff', { locked_at: at('27T10:00') }, null, true],
    ['called off does not lock', 'week', { state: 'off' }, at('24T20:00'), false],
    [
      'called off after its lock stays locked',
      'week',
      { state: 'off', locked_at: at('27T10:00') },
      NOW,
      true,
    ],
  ] as const)('%s', (_what, lock, given, deadline, locked) => {
    const one = game('a', given);
    expect(lockedIds(week([one], deadline), lock, NOW).has('a')).toBe(locked);
  });

  it('shows its picks when it is locked for good or has started, not by its deadline alone', () => {
    expect(picksShown(game('a'))).toBe(false);
    expect(picksShown(game('a', { locked_at: NOW }))).toBe(true);
    expect(picksShown(game('a', { state: 'in' }))).toBe(true);
    expect(picksShown(game('a', { state: 'off' }))).toBe(false);
  });
});

describe('a week', () => {
  it('is closed at its deadline, or when every game that is played is locked', () => {
    expect(isClosed(week([game('a')]), 'week', NOW)).toBe(true);
    expect(isClosed(week([game('a')], at('27T13:00')), 'week', NOW)).toBe(false);
    const locked = [game('a', { state: 'in' }), game('b', { state: 'off' })];
    expect(isClosed(week(locked, at('27T13:00')), 'week', NOW)).toBe(true);
    expect(isClosed(week([...locked, game('c')]), 'kickoff', NOW)).toBe(false);
    expect(isClosed(week([game('b', { state: 'off' })], null), 'week', NOW)).toBe(false);
  });

  it('has been closed since its deadline, or since its last game locked', () => {
    expect(closedAt(week([game('a', { locked_at: at('24T20:01') })]), 'week', NOW)).toEqual(at('24T20:00'));
    const games = [game('a', { kickoff: at('27T10:00') }), game('b', { kickoff: at('27T11:00') })];
    expect(closedAt(week(games), 'kickoff', NOW)).toEqual(at('27T11:00'));
    expect(closedAt(week([...games, game('c')]), 'kickoff', NOW)).toBeNull();
    expect(closedAt(week([]), 'week', NOW)).toEqual(at('24T20:00'));
    const early = game('a', { state: 'in', locked_at: at('23T10:00') });
    expect(closedAt(week([early], at('28T10:00')), 'week', NOW)).toEqual(at('23T10:00'));
  });
});

describe('the season', () => {
  const state: SeasonState = { season: 2024, seasonType: 2, week: 8, lock: 'week' };
  const over = game('x', { state: 'post' });

  it('has a summary of each week', () => {
    const view = seasonView(
      state,
      [
        week([over, game('y', { state: 'off' })], at('17T20:00'), 7),
        week([over, game('a')]),
        week([game('b')], at('31T20:00'), 9),
        week([game('c', { time_valid: false })], null, 18),
      ],
      NOW,
    );
    expect(view).toMatchObject({ season: 2024, phase: 'regular', pickWeek: 9, resultsWeek: 8, lock: 'week' });
    expect(view.weeks.map((entry) => [entry.week, entry.state])).toEqual([
      [7, 'done'],
      [8, 'locked'],
      [9, 'open'],
      [18, 'upcoming'],
    ]);
  });

  it('shows a deadline for every week with games: the last kickoff under lock: kickoff', () => {
    const games = [
      game('a'),
      game('b', { kickoff: at('29T00:15') }),
      game('c', { kickoff: at('30T00:00'), state: 'off' }),
    ];
    expect(seasonView(state, [week(games)], NOW).weeks[0]?.deadline).toBe('2024-10-24T20:00:00.000Z');
    expect(seasonView({ ...state, lock: 'kickoff' }, [week(games)], NOW).weeks[0]?.deadline).toBe(
      '2024-10-29T00:15:00.000Z',
    );
    const placeholder = game('a', { time_valid: false, kickoff: at('24T01:00') });
    expect(seasonView(state, [week([placeholder], null)], NOW).weeks[0]?.deadline).toBe(
      '2024-10-24T01:00:00.000Z',
    );
    expect(seasonView(state, [week([], null)], NOW).weeks).toEqual([]);
  });

  it.each([
    [1, 'pre'],
    [3, 'post'],
  ])('of type %i is phase %s', (seasonType, phase) => {
    expect(seasonView({ ...state, seasonType }, [], NOW)).toMatchObject({
      phase,
      pickWeek: null,
      resultsWeek: null,
    });
  });

  it('is this year’s before the feed was read, and last year’s in winter', () => {
    expect(emptySeason('week', new Date('2025-02-28T00:00:00Z')).season).toBe(2024);
    expect(emptySeason('week', new Date('2025-03-01T00:00:00Z'))).toMatchObject({
      season: 2025,
      phase: 'off',
      weeks: [],
    });
  });
});
