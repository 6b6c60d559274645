import { expect, it } from 'vitest';
import { kickoffDay } from './deadline.js';
import type { GameObservation } from './observation.js';
import { newGame, toGame } from './stored-game.js';

const seen: GameObservation = {
  id: 'g',
  season: 2026,
  seasonType: 2,
  week: 18,
  kickoff: '2027-01-10T05:00:00.000Z',
  timeValid: false,
  away: 'KC',
  home: 'BUF',
  awayScore: 0,
  homeScore: 0,
  state: 'pre',
  detail: '',
  period: 0,
  clock: '0:00',
  possession: null,
  redZone: false,
  lastPlay: null,
  facts: {},
};

it.each([true, false])('F6: a game shows whether the time of its kickoff is valid: %s', (timeValid) => {
  expect(toGame(newGame({ ...seen, timeValid }, new Date(0)))).toMatchObject({ timeValid });
});

it('F6: the day of a placeholder is that of New York', () => {
  expect(kickoffDay(new Date(seen.kickoff))).toBe('2027-01-10');
});
