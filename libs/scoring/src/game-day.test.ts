import { describe, expect, it } from 'vitest';
import { currentGameDay, type GameState, gameDays, type ScheduledGame } from './index.js';

const game = (kickoff: string, state: GameState['state'] = 'pre', id = kickoff): ScheduledGame => ({
  id,
  week: 8,
  kickoff,
  away: 'MIN',
  home: 'LAR',
  awayScore: 0,
  homeScore: 0,
  state,
});

const THURSDAY = '2024-10-25T00:15:00Z';
const LONDON = '2024-10-27T13:30:00Z';
const EARLY = '2024-10-27T17:00:00Z';
const LATE = '2024-10-27T20:25:00Z';
const NIGHT = '2024-10-28T00:20:00Z';
const MONDAY = '2024-10-29T00:15:00Z';

describe('S12 game days', () => {
  it('are runs of kickoffs less than 8 hours apart, named by their first date', () => {
    const days = gameDays([MONDAY, NIGHT, EARLY, THURSDAY, LATE, LONDON].map((at) => game(at)));
    expect(days).toEqual([
      { id: '2024-10-25', games: [THURSDAY], state: 'ahead' },
      { id: '2024-10-27', games: [LONDON, EARLY, LATE, NIGHT], state: 'ahead' },
      { id: '2024-10-29', games: [MONDAY], state: 'ahead' },
    ]);
  });

  it('8 hours apart is another day, a minute less is not', () => {
    expect(gameDays([game('2024-10-27T10:00Z'), game('2024-10-27T18:00Z')])).toHaveLength(2);
    expect(gameDays([game('2024-10-27T10:00Z'), game('2024-10-27T17:59Z')])).toHaveLength(1);
  });

  it('get different ids when they begin on the same date', () => {
    const ids = gameDays([game('2024-11-29T01:20Z'), game('2024-11-29T20:00Z')]).map((day) => day.id);
    expect(ids).toEqual(['2024-11-29', '2024-11-29-2']);
  });

  it('games with one kickoff are ordered by id', () => {
    expect(gameDays([game(EARLY, 'pre', 'b'), game(EARLY, 'pre', 'a')])[0]?.games).toEqual(['a', 'b']);
    expect(gameDays([game(EARLY, 'pre', 'a'), game(EARLY, 'pre', 'b')])[0]?.games).toEqual(['a', 'b']);
  });

  it('a kickoff that is no date is refused', () => {
    expect(() => gameDays([game('soon')])).toThrow(RangeError);
  });
});

describe('S12 the current game day', () => {
  const id = (...states: [string, GameState['state']][]) =>
    currentGameDay(states.map(([at, state]) => game(at, state)))?.id ?? null;

  it.each<[string, [string, GameState['state']][], string | null]>([
    [
      'before the week: the first',
      [
        [THURSDAY, 'pre'],
        [EARLY, 'pre'],
      ],
      '2024-10-25',
    ],
    [
      'a game is played',
      [
        [THURSDAY, 'post'],
        [EARLY, 'in'],
        [MONDAY, 'pre'],
      ],
      '2024-10-27',
    ],
    [
      'between early and night games',
      [
        [THURSDAY, 'post'],
        [EARLY, 'post'],
        [NIGHT, 'pre'],
      ],
      '2024-10-27',
    ],
    [
      'between days: the last played',
      [
        [THURSDAY, 'post'],
        [EARLY, 'pre'],
      ],
      '2024-10-25',
    ],
    [
      'after the week: the last',
      [
        [THURSDAY, 'post'],
        [EARLY, 'post'],
        [MONDAY, 'post'],
      ],
      '2024-10-29',
    ],
    [
      'a forgotten game: the later playing day',
      [
        [THURSDAY, 'in'],
        [EARLY, 'in'],
      ],
      '2024-10-27',
    ],
    [
      'a called-off day is skipped',
      [
        [THURSDAY, 'off'],
        [EARLY, 'pre'],
      ],
      '2024-10-27',
    ],
    [
      'a called-off game does not keep a day open',
      [
        [EARLY, 'post'],
        [LATE, 'off'],
        [MONDAY, 'pre'],
      ],
      '2024-10-27',
    ],
    [
      'everything called off',
      [
        [THURSDAY, 'off'],
        [EARLY, 'off'],
      ],
      '2024-10-25',
    ],
    ['no games', [], null],
  ])('%s', (_, states, expected) => {
    expect(id(...states)).toBe(expected);
  });
});
