import { describe, expect, it } from 'vitest';
import {
  EMPTY_BASE,
  type GameState,
  gamesWithScores,
  nextScores,
  RULES,
  StandingsEngine,
  toRows,
  weekStandings,
  whatIf,
} from './index.js';

const game = (id: string, state: GameState['state'], awayScore = 0, homeScore = 0): GameState => ({
  id,
  week: 8,
  away: `${id}-away`,
  home: `${id}-home`,
  awayScore,
  homeScore,
  state,
});

const games = [game('a', 'in', 7, 10), game('b', 'post', 3, 20), game('c', 'pre'), game('d', 'off')];
const cards = [
  { week: 8, picks: { a: 'away', b: 'home', c: 'home', d: 'away' }, banker: 'a', joker: false },
  { week: 8, picks: { a: 'home', b: 'away', c: 'away', d: 'away' }, banker: 'c', joker: true },
] as const;
const entrants = cards.map((card, n) => ({ n, name: `P${n}`, cards: [card] }));

function engine(): StandingsEngine {
  const made = new StandingsEngine(RULES.classic);
  made.setGames(games, new Set(['a', 'b']));
  for (const [n, card] of cards.entries()) made.setPlayer(n, { name: `P${n}`, card, base: EMPTY_BASE });
  return made;
}

const scores = new Map([
  ['a', { awayScore: 14, homeScore: 10 }],
  ['c', { awayScore: 21, homeScore: 0 }],
  ['d', { awayScore: 3, homeScore: 0 }],
]);

describe('S20 what if', () => {
  it('games get the imagined scores; one that has not started or was called off counts as over', () => {
    expect(gamesWithScores(games, scores)).toEqual([
      game('a', 'in', 14, 10),
      game('b', 'post', 3, 20),
      game('c', 'post', 21, 0),
      game('d', 'post', 3, 0),
    ]);
  });

  it('shows the standings of the imagined scores and leaves the engine as it was', () => {
    const real = engine();
    const before = real.top('week', 'all', 9);
    const seen = whatIf(real, scores, () => real.top('week', 'all', 9));
    expect(seen).toEqual(toRows(weekStandings(entrants, gamesWithScores(games, scores), RULES.classic, 8)));
    expect(seen).not.toEqual(before);
    expect(real.top('week', 'all', 9)).toEqual(before);
    expect(real.games()).toEqual(games);
    expect(real.top('day', 'all', 9)).toEqual(engine().top('day', 'all', 9));
  });

  it('leaves the engine as it was when reading fails, and counts an impossible score for nothing', () => {
    const real = engine();
    expect(() =>
      whatIf(real, scores, () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    const impossible = new Map([...scores, ['b', { awayScore: -1, homeScore: 0 }] as const]);
    const without = gamesWithScores(games, scores).map((game) =>
      game.id === 'b' ? { ...game, state: 'off' as const } : game,
    );
    expect(whatIf(real, impossible, () => real.top('week', 'all', 9))).toEqual(
      toRows(weekStandings(entrants, without, RULES.classic, 8)),
    );
    expect(real.games()).toEqual(games);
  });

  it('refuses games that are not in the week', () => {
    const unknown = new Map([['x', { awayScore: 1, homeScore: 0 }]]);
    expect(() => whatIf(engine(), unknown, () => 0)).toThrow(RangeError);
  });

  it('returns what the next score of each playing team would do', () => {
    const real = engine();
    const about = { game: 'a', points: 0, rank: 0, pointsChange: 0, placesGained: 0 };
    const [p0, p1] = [real.pointsOf('week', 0), real.pointsOf('week', 1)];
    expect([p0, p1]).toEqual([0, 10]);
    const away = { ...about, side: 'away', team: 'a-away' };
    const home = { ...about, side: 'home', team: 'a-home' };
    expect(nextScores(real, 'week', 'all', 0)).toEqual([
      { ...away, kind: 'touchdown', points: 48, rank: 1, pointsChange: 48, placesGained: 1 },
      { ...away, kind: 'field-goal', points: 20, rank: 1, pointsChange: 20, placesGained: 1 },
      { ...home, kind: 'touchdown', points: -14, rank: 2, pointsChange: -14, placesGained: 0 },
      { ...home, kind: 'field-goal', points: -6, rank: 2, pointsChange: -6, placesGained: 0 },
    ]);
    expect(nextScores(real, 'week', 'all', 0, ['safety']).map(({ kind, points }) => [kind, points])).toEqual([
      ['safety', 0],
      ['safety', -4],
    ]);
    expect(nextScores(real, 'week', 'all', 7)).toEqual([]);
    expect(real.games()).toEqual(games);
  });
});
