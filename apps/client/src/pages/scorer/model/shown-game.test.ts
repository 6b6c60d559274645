import type { Play, ScorerGame } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { nextWords, playWords, timeWords } from './play-words.js';
import { shownGame } from './shown-game.js';

const GAME: ScorerGame = {
  game: {
    id: 'a',
    season: 2024,
    week: 8,
    kickoff: '2024-10-27T17:00:00.000Z',
    away: 'BUF',
    home: 'MIA',
    awayScore: 17,
    homeScore: 16,
    state: 'in',
    detail: '9:00 - 3rd',
    period: 3,
    clock: '9:00',
    leader: 'away',
    rev: 4,
  },
  holder: null,
  feed: null,
  plays: [
    {
      key: '1',
      at: '2024-10-27T19:00:00.000Z',
      kind: 'touchdown',
      side: 'home',
      before: { awayScore: 17, homeScore: 10, state: 'in', period: 3, clock: '9:00' },
      after: { awayScore: 17, homeScore: 16, state: 'in', period: 3, clock: '9:00' },
    },
  ],
};
const FIELD_GOAL: Play = { key: '2', kind: 'field-goal', side: 'away' };

describe('H6 the scorer’s page', () => {
  it('shows waiting taps at once, on top of the server’s score', () => {
    const { score, plays } = shownGame(GAME, [FIELD_GOAL, { key: '3', kind: 'next' }]);
    expect(score).toMatchObject({ awayScore: 20, homeScore: 16, period: 4 });
    expect(plays.map(({ key, at }) => [key, at === null])).toEqual([
      ['1', false],
      ['2', true],
      ['3', true],
    ]);
  });

  it('undoes the server’s plays and waiting ones alike', () => {
    const undone: Play[] = [
      FIELD_GOAL,
      { key: '3', kind: 'undo', play: '2' },
      { key: '4', kind: 'undo', play: '1' },
    ];
    expect(shownGame(GAME, undone)).toEqual({
      score: { awayScore: 17, homeScore: 10, state: 'in', period: 3, clock: '9:00' },
      plays: [],
    });
  });

  it('counts no tap twice that the server’s answer contains', () => {
    const again: Play[] = [
      { key: '1', kind: 'touchdown', side: 'home' },
      { key: '9', kind: 'undo', play: '0' },
    ];
    expect(shownGame(GAME, again).score).toMatchObject({ awayScore: 17, homeScore: 16 });
  });

  it('names plays, quarters, and what comes next', () => {
    const time = { awayScore: 17, homeScore: 16, state: 'in' } as const;
    expect(playWords({ kind: 'extra-point', side: 'home' }, GAME.game)).toBe('extra point Dolphins');
    expect(timeWords({ ...time, period: 2, clock: '0:00' })).toBe('Halftime');
    expect(nextWords({ ...time, state: 'pre', period: 0, clock: '0:00' })).toBe('Kickoff');
    expect(nextWords({ ...time, period: 1, clock: '5:00' })).toBe('End of 1st');
    expect(nextWords({ ...time, period: 2, clock: '0:00' })).toBe('Start 3rd');
    expect(nextWords({ ...time, period: 4, clock: '0:00' })).toBeNull();
    expect(nextWords({ ...time, homeScore: 17, period: 4, clock: '0:00' })).toBe('Overtime');
  });
});
