import type { Game } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { aGame } from '../testing/slate.js';
import { allOver, awaitedGames, progressOf, scopeStarted, slateGames } from './slate-games.js';

const game = (id: string, changes: Partial<Game>): Game => aGame({ id, ...changes });
const ids = (games: readonly Game[]) => games.map(({ id }) => id);
const byId = (games: Game[]) => new Map(games.map((each) => [each.id, each]));
const QUIET = new Map<string, number>();

describe('the order of games', () => {
  it('live ones nearest to the end first, overtime before all', () => {
    const games = [
      game('first', { state: 'in', period: 1, clock: '9:00' }),
      game('fourth', { state: 'in', period: 4, clock: '2:00' }),
      game('overtime', { state: 'in', period: 5, clock: '8:00' }),
      game('half', { state: 'in', period: 2, clock: '0:00', detail: 'Halftime' }),
    ];
    expect(ids(slateGames(games, QUIET).live)).toEqual(['overtime', 'fourth', 'half', 'first']);
  });

  it('of those equally far the last changed first; a snap more or less shuffles nothing', () => {
    const games = [
      game('a', { state: 'in', period: 2, clock: '9:10' }),
      game('b', { state: 'in', period: 2, clock: '8:01' }),
    ];
    expect(ids(slateGames(games, new Map([['a', 5]])).live)).toEqual(['a', 'b']);
    expect(ids(slateGames(games, new Map([['b', 9]])).live)).toEqual(['b', 'a']);
  });

  it('upcoming by kick-off, finished last ended first, called off at the end', () => {
    const games = [
      game('late', { kickoff: '2024-10-28T00:20:00Z' }),
      game('early', { kickoff: '2024-10-27T20:05:00Z' }),
      game('off', { state: 'off' }),
      game('noon', { state: 'post', kickoff: '2024-10-27T17:00:00Z' }),
      game('thursday', { state: 'post', kickoff: '2024-10-25T00:15:00Z' }),
      game('just', { state: 'post', kickoff: '2024-10-24T00:15:00Z' }),
    ];
    const parts = slateGames(games, new Map([['just', 9]]));
    expect(ids(parts.upcoming)).toEqual(['early', 'late']);
    expect(ids(parts.finished)).toEqual(['just', 'noon', 'thursday', 'off']);
  });
});

describe('how far the day is', () => {
  const sunday = [
    game('a', { state: 'post' }),
    game('b', { state: 'in', kickoff: '2024-10-27T20:05:00Z' }),
    game('c', { kickoff: '2024-10-28T00:20:00Z' }),
    game('off', { state: 'off' }),
  ];
  const monday = game('m', { kickoff: '2024-10-29T00:15:00Z' });

  it('counts the games of the day that count, and knows the next kick-off of the week', () => {
    const progress = progressOf(byId([monday, ...sunday]));
    expect(progress).toMatchObject({ games: 3, finished: 1, live: 1 });
    expect(progress.next?.id).toBe('c');
    expect([...progress.day].sort()).toEqual(['a', 'b', 'c', 'off']);
  });

  it('has no next kick-off at the end, and none at all without games', () => {
    expect(progressOf(byId([game('a', { state: 'post' })])).next).toBeNull();
    expect(progressOf(new Map())).toMatchObject({ games: 0, next: null });
  });
});

describe('words of truth', () => {
  it('points mean something from the first kick-off on, in a season from its second week', () => {
    expect(scopeStarted([game('a', {})], 'week', 8)).toBe(false);
    expect(scopeStarted([game('a', {}), game('b', { state: 'in' })], 'week', 8)).toBe(true);
    expect(scopeStarted([game('a', {})], 'season', 8)).toBe(true);
    expect(scopeStarted([game('a', { week: 1 })], 'season', 1)).toBe(false);
  });

  it('waits for a week in the season from its first kickoff on only', () => {
    const week = [game('a', {}), game('b', { state: 'off' })];
    expect(allOver(awaitedGames(week, 'season'))).toBe(true);
    expect(allOver(awaitedGames(week, 'week'))).toBe(false);
    const begun = [game('a', {}), game('b', { state: 'post' })];
    expect(allOver(awaitedGames(begun, 'season'))).toBe(false);
  });

  it('over is a scope whose every game that counts is', () => {
    expect(allOver([game('a', { state: 'post' }), game('b', { state: 'in' })])).toBe(false);
    expect(allOver([game('a', { state: 'post' }), game('b', { state: 'off' })])).toBe(true);
  });
});
