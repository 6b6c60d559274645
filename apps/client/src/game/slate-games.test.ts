import type { Game } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { aGame } from '../testing/slate.js';
import { allOver, awaitedGames, progressOf, scopeStarted, slateGames } from './slate-games.js';

const game = (id: string, changes: Partial<Game>): Game => aGame({ id, ...changes });
const ids = (games: readonly Game[]) => games.map(({ id }) => id);
const byId = (games: Game[]) => new Map(games.map((each) => [each.id, each]));
const QUIET = new Map<string, number>();

describe('the order of games', () => {
  it('puts live games nearest to the end first, overtime before all', () => {
    const games = [
      game('first', { state: 'in', period: 1, clock: '9:00' }),
      game('fourth', { state: 'in', period: 4, clock: '2:00' }),
      game('overtime', { state: 'in', period: 5, clock: '8:00' }),
      game('half', { state: 'in', period: 2, clock: '0:00', detail: 'Halftime' }),
    ];
    expect(ids(slateGames(games, QUIET).live)).toEqual(['overtime', 'fourth', 'half', 'first']);
  });

  it('puts the last changed first among games about equally far; single snaps move nothing', () => {
    const games = [
      game('a', { state: 'in', period: 2, clock: '9:10' }),
      game('b', { state: 'in', period: 2, clock: '8:01' }),
    ];
    expect(ids(slateGames(games, new Map([['a', 5]])).live)).toEqual(['a', 'b']);
    expect(ids(slateGames(games, new Map([['b', 9]])).live)).toEqual(['b', 'a']);
  });

  it('puts upcoming games by kickoff, finished ones by their end, and called-off ones last', () => {
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

describe('the progress of the day', () => {
  const sunday = [
    game('a', { state: 'post' }),
    game('b', { state: 'in', kickoff: '2024-10-27T20:05:00Z' }),
    game('c', { kickoff: '2024-10-28T00:20:00Z' }),
    game('off', { state: 'off' }),
  ];
  const monday = game('m', { kickoff: '2024-10-29T00:15:00Z' });

  it('counts the games of the day that count, and has the next kickoff of the week', () => {
    const progress = progressOf(byId([monday, ...sunday]));
    expect(progress).toMatchObject({ games: 3, finished: 1, live: 1 });
    expect(progress.next?.id).toBe('c');
    expect([...progress.day].sort()).toEqual(['a', 'b', 'c', 'off']);
  });

  it('has no next kickoff at the end, and none without games', () => {
    expect(progressOf(byId([game('a', { state: 'post' })])).next).toBeNull();
    expect(progressOf(new Map())).toMatchObject({ games: 0, next: null });
  });
});

describe('the state of a scope', () => {
  it('has started with the first kickoff; a season in its second week', () => {
    expect(scopeStarted([game('a', {})], 'week', 8)).toBe(false);
    expect(scopeStarted([game('a', {}), game('b', { state: 'in' })], 'week', 8)).toBe(true);
    expect(scopeStarted([game('a', {})], 'season', 8)).toBe(true);
    expect(scopeStarted([game('a', { week: 1 })], 'season', 1)).toBe(false);
  });

  it('waits for a week in the season only from its first kickoff on', () => {
    const week = [game('a', {}), game('b', { state: 'off' })];
    expect(allOver(awaitedGames(week, 'season'))).toBe(true);
    expect(allOver(awaitedGames(week, 'week'))).toBe(false);
    const begun = [game('a', {}), game('b', { state: 'post' })];
    expect(allOver(awaitedGames(begun, 'season'))).toBe(false);
  });

  it('is over when every game that counts is', () => {
    expect(allOver([game('a', { state: 'post' }), game('b', { state: 'in' })])).toBe(false);
    expect(allOver([game('a', { state: 'post' }), game('b', { state: 'off' })])).toBe(true);
  });
});
