import { describe, expect, it } from 'vitest';
import { lockedGames, type ScheduledGame, usedBankers, usedJokers } from './index.js';

const NOON = '2026-11-29T12:00:00Z';
const game = (id: string, rest: Partial<ScheduledGame> = {}): ScheduledGame => ({
  id,
  week: 12,
  kickoff: NOON,
  away: 'PHI',
  home: 'CIN',
  awayScore: 0,
  homeScore: 0,
  state: 'pre',
  ...rest,
});

describe('S17 locked games', () => {
  const games = [game('at noon'), game('some time', { timeValid: false }), game('on', { state: 'in' })];
  const locked = (lock: 'week' | 'kickoff', deadline: string, now: string) => [
    ...lockedGames(games, lock, Date.parse(deadline), Date.parse(now)),
  ];

  it('lock at their kickoff, and never while only the day is known', () => {
    expect(locked('kickoff', NOON, '2026-11-29T11:59:59Z')).toEqual(['on']);
    expect(locked('kickoff', NOON, '2026-11-29T12:00:00Z')).toEqual(['at noon', 'on']);
  });

  it('lock together at the deadline of the week, those without a time too', () => {
    expect(locked('week', '2026-11-29T10:00:00Z', '2026-11-29T10:00:00Z')).toHaveLength(3);
  });
});

describe('S18 what a season’s cards have used up', () => {
  const card = (week: number, banker: string | null, joker = false) => ({ week, picks: {}, banker, joker });
  const weekGames = (...games: ScheduledGame[]) => new Map(games.map((one) => [one.id, one]));
  const games = new Map([
    [1, weekGames(game('first'), game('called off', { away: 'NYG', state: 'off' }))],
    [2, weekGames(game('second'))],
  ]);

  it('a team on two cards belongs to the earlier week, in any order of cards', () => {
    const cards = [card(2, 'second'), card(1, 'first')];
    expect(usedBankers(cards, games)).toEqual([{ team: 'PHI', week: 1 }]);
    expect(usedBankers(cards.toReversed(), games)).toEqual([{ team: 'PHI', week: 1 }]);
    expect(usedBankers(cards, games, 1)).toEqual([{ team: 'PHI', week: 2 }]);
  });

  it('a game that was called off, or is unknown, uses no team; a joker is used all the same', () => {
    const cards = [card(1, 'called off', true), card(2, 'unknown'), card(3, null, true)];
    expect(usedBankers(cards, games)).toEqual([]);
    expect(usedJokers(cards)).toBe(2);
    expect(usedJokers(cards, 3)).toBe(1);
  });
});
