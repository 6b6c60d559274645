import { describe, expect, it } from 'vitest';
import type { StoredGame } from '../slate/stored-game.js';
import { judgeWeek, type WeekCase } from './week-verdict.js';

const NOW = new Date('2024-10-29T06:00:00Z');
const hoursAgo = (hours: number): Date => new Date(NOW.getTime() - hours * 3_600_000);

function game(id: string, given: Partial<StoredGame> = {}): StoredGame {
  return {
    id,
    season: 2024,
    season_type: 2,
    week: 8,
    kickoff: hoursAgo(5),
    away: `A${id}`,
    home: `H${id}`,
    away_score: 20,
    home_score: 17,
    state: 'post',
    detail: '',
    period: 4,
    clock: '0:00',
    possession: null,
    red_zone: false,
    time_valid: true,
    facts: {},
    locked_at: hoursAgo(90),
    pause: null,
    situation_at: NOW,
    hand_since: null,
    hand_name: null,
    rev: 1,
    ...given,
  };
}

const judge = (games: StoredGame[], given: Partial<WeekCase> = {}) =>
  judgeWeek({
    week: { week: 8, games, deadline: null },
    scheduled: games.length,
    moves: { left: 0, arrived: 0 },
    contradictions: [],
    otherFinals: [],
    accepted: new Set(),
    now: NOW,
    ...given,
  });
const verdict = (...args: Parameters<typeof judge>) => {
  const { state, problems } = judge(...args);
  return [state, ...problems.map(({ code, game: id }) => (id === undefined ? code : `${code} ${id}`))];
};

describe('R7: the results of a week', () => {
  it('are confirmed when every game is over or called off, and nothing speaks against it', () => {
    expect(verdict([game('a'), game('b', { state: 'off' })])).toEqual(['confirmed']);
  });

  it('H11 wait for a decision when a game by hand ended otherwise than the feed says', () => {
    const otherFinals = [{ game: 'a', score: '20-24' }];
    const held = [game('a', { hand_since: NOW }), game('b')];
    expect(verdict(held, { otherFinals })).toEqual(['alert', 'feed-differs a']);
    expect(judge(held, { otherFinals }).problems[0]?.message).toContain(
      '20–17 by hand, and 20–24 says the feed',
    );
    expect(verdict([game('a'), game('b', { state: 'in' })], { otherFinals })).toEqual(['open']);
    const accepted = new Set(['feed-differs:a:20-24']);
    expect(judge(held, { otherFinals, accepted }).state).toBe('confirmed');
  });

  it('are open while a game is upcoming or in progress', () => {
    expect(verdict([game('a'), game('b', { state: 'in' })])).toEqual(['open']);
    expect(verdict([game('a'), game('b', { state: 'pre', kickoff: hoursAgo(-20) })])).toEqual(['open']);
    expect(verdict([])).toEqual(['open']);
  });

  it.each([
    [
      'a game that does not end',
      [game('a'), game('b', { state: 'in', kickoff: hoursAgo(13) })],
      {},
      'not-finished b',
    ],
    [
      'a game that does not begin',
      [game('a'), game('b', { state: 'pre', kickoff: hoursAgo(13) })],
      {},
      'not-finished b',
    ],
    ['a game fewer than when the week closed', [game('a')], { scheduled: 2 }, 'game-missing'],
    ['a game more than when the week closed', [game('a'), game('b')], { scheduled: 1 }, 'game-added'],
    ['a team that plays twice', [game('a'), game('b', { away: 'Ha' })], {}, 'team-twice'],
    ['an end without points', [game('a', { away_score: 0, home_score: 0 })], {}, 'score-implausible a'],
    ['an end that no game can have', [game('a', { home_score: 1 })], {}, 'score-implausible a'],
    ['more points than ever were scored', [game('a', { away_score: 170 })], {}, 'score-implausible a'],
    ['a week in which nobody played', [game('a', { state: 'off' })], {}, 'none-played'],
    [
      'a final game that the feed has played again',
      [game('a')],
      { contradictions: [{ game: 'a', reason: 'status-regression: post to in' }] },
      'contradiction a',
    ],
  ])('are not confirmed with %s', (_what, games, given, problem) => {
    expect(verdict(games, given)).toEqual(['alert', problem]);
  });

  it('with a placeholder for a kickoff may take longer', () => {
    expect(verdict([game('b', { state: 'pre', kickoff: hoursAgo(13), time_valid: false })])).toEqual([
      'open',
    ]);
  });

  it('that contradict themselves during a game wait for its end', () => {
    const contradictions = [{ game: 'a', reason: 'status-regression: in to pre' }];
    expect(verdict([game('a', { state: 'in' })], { contradictions })).toEqual(['open']);
  });

  it('R8: are confirmed when an admin has let these problems pass, and not with another one', () => {
    const games = [game('a', { home_score: 1 })];
    const [problem] = judge(games).problems;
    const accepted = new Set([problem?.key ?? '']);
    expect(judge(games, { accepted })).toMatchObject({ state: 'confirmed', problems: [{ accepted: true }] });
    expect(judge([game('a', { away_score: 1 })], { accepted }).state).toBe('alert');
    expect(judge(games, { accepted, scheduled: 2 }).state).toBe('alert');
  });
});
