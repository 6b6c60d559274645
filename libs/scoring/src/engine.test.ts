import { describe, expect, it, vi } from 'vitest';
import {
  type CardPicks,
  cardProblem,
  EMPTY_BASE,
  type GameState,
  MAX_WEEK_GAMES,
  RULES,
  StandingsEngine,
  scoreCard,
} from './index.js';
import { SLOW_MACHINE_MS } from './testing/arbitraries.js';

vi.setConfig({ testTimeout: SLOW_MACHINE_MS });

const game = (
  id: string,
  awayScore: number,
  homeScore: number,
  state: GameState['state'] = 'in',
): GameState => ({
  id,
  week: 8,
  away: 'PHI',
  home: 'CIN',
  awayScore,
  homeScore,
  state,
});

const picks = (away: string[], home: string[] = []) => ({
  ...Object.fromEntries(away.map((id) => [id, 'away' as const])),
  ...Object.fromEntries(home.map((id) => [id, 'home' as const])),
});

const card = (banker: string | null, ...away: string[]) => ({ picks: picks(away), banker, joker: false });

describe('S13 the engine', () => {
  it('starts empty and answers for no players', () => {
    const engine = new StandingsEngine(RULES.classic);
    expect(engine.playerCount).toBe(0);
    expect(engine.rank('week', 'all', new Uint32Array(0))).toBe(0);
    expect(engine.rank('season', Uint32Array.of(3, 9), new Uint32Array(2).fill(5))).toBe(0);
    expect(engine.top('week', 'all', 50)).toEqual([]);
    expect(engine.around('week', 'all', 4, 2, 2)).toEqual([]);
    expect(engine.rankOf('week', 'all', 4)).toBe(0);
    expect(engine.histogram('week', 'all')).toEqual([]);
    expect([engine.has('week', 4), engine.has('week', 9_999)]).toEqual([false, false]);
    expect([engine.pointsOf('week', 4), engine.rightOf('season', 4)]).toEqual([0, 0]);
    expect(engine.bankerAverageOf(4)).toBeNull();
    expect(engine.game('x')).toBeNull();
    expect(engine.removeGame('x')).toBe(false);
    engine.removePlayer(4);
    expect(engine.playerCount).toBe(0);
  });

  it('follows corrections down and back', () => {
    const engine = new StandingsEngine(RULES.classic, { capacity: 0 });
    engine.setPlayer(0, { name: 'A', card: card('g', 'g'), base: EMPTY_BASE });
    const points = () => [
      engine.pointsOf('day', 0),
      engine.pointsOf('week', 0),
      engine.pointsOf('season', 0),
    ];
    expect(engine.setGame(game('g', 14, 0), true)).toBe(true);
    expect(points()).toEqual([28, 28, 28]);
    engine.setGame(game('g', 7, 10));
    expect(points()).toEqual([-20, -20, -20]);
    engine.setGame(game('g', 7, 10), false);
    expect(points()).toEqual([0, -20, -20]);
    engine.setGame(game('g', 7, 10, 'off'));
    expect(points()).toEqual([0, 0, 0]);
    expect(engine.bankerAverageOf(0)).toBeNull();
    engine.setGame(game('g', 0, 0, 'pre'));
    expect(engine.setGame(game('g', 0, 0, 'in'))).toBe(true);
    expect(engine.bankerAverageOf(0)).toBe(0);
    engine.setGame(game('g', 3, 0, 'post'), true);
    expect(points()).toEqual([6, 6, 6]);
    expect(engine.removeGame('g')).toBe(true);
    expect(points()).toEqual([0, 0, 0]);
  });

  it('a new slate drops the games it does not name, and can take them back later', () => {
    const engine = new StandingsEngine(RULES.classic);
    engine.setGames([game('g', 10, 3), game('h', 7, 3)], new Set(['g']));
    engine.setPlayer(0, { name: 'A', card: card(null, 'g', 'h'), base: EMPTY_BASE });
    expect([engine.pointsOf('day', 0), engine.pointsOf('week', 0)]).toEqual([10, 17]);
    engine.setGames([game('h', 7, 3)], new Set(['h']));
    expect(engine.games().map((one) => one.id)).toEqual(['h']);
    expect([engine.pointsOf('day', 0), engine.pointsOf('week', 0)]).toEqual([7, 7]);
    engine.setGames([game('g', 10, 3), game('h', 7, 3)], new Set(['g']));
    expect([engine.pointsOf('day', 0), engine.pointsOf('week', 0)]).toEqual([10, 17]);
  });

  it('reports when a change cannot have moved anybody', () => {
    const engine = new StandingsEngine(RULES.straight);
    expect(engine.setGame(game('g', 7, 3))).toBe(true);
    expect(engine.setGame(game('g', 14, 3))).toBe(false);
    expect(engine.setGame(game('g', 14, 3, 'post'))).toBe(false);
    expect(engine.setGame(game('g', 14, 17))).toBe(true);
  });

  it('has a new version after any change that can affect standings, and the same version after all others', () => {
    const engine = new StandingsEngine(RULES.straight);
    const moved = (change: () => void): boolean => {
      const before = engine.version;
      change();
      return engine.version !== before;
    };
    expect(moved(() => engine.setGame(game('g', 7, 3)))).toBe(true);
    expect(moved(() => engine.setGame(game('g', 14, 3)))).toBe(false);
    const player = { name: 'A', card: card(null, 'g'), base: EMPTY_BASE };
    expect(moved(() => engine.setPlayer(0, player))).toBe(true);
    expect(moved(() => engine.setPlayer(0, { ...player, name: 'B' }))).toBe(true);
    const open = game('open', 0, 0, 'pre');
    engine.setGame(open);
    const other = { ...player, name: 'B', card: card('open', 'g', 'open') };
    // no pick of an open game counts, but the pick is known when the game begins
    expect(moved(() => engine.setPlayer(0, other))).toBe(false);
    expect(moved(() => engine.setGame({ ...open, awayScore: 5, state: 'in' }))).toBe(true);
    expect(engine.pointsOf('week', 0)).toBe(2);
    expect(moved(() => engine.setPlayer(0, other))).toBe(false);
    expect(moved(() => engine.setPlayer(0, { ...other, base: { ...EMPTY_BASE, points: 1 } }))).toBe(true);
    expect(moved(() => engine.setPlayer(0, player))).toBe(true);
    expect(moved(() => engine.removePlayer(0))).toBe(true);
    expect(moved(() => engine.removePlayer(9))).toBe(false);
    expect(moved(() => engine.removeGame('g'))).toBe(true);
  });

  it('counts a pick in a game that joins the week later', () => {
    const engine = new StandingsEngine(RULES.classic);
    engine.setPlayer(2, { name: 'A', card: card(null, 'late'), base: EMPTY_BASE });
    expect(engine.games()).toEqual([]);
    engine.setGame(game('late', 10, 3));
    expect(engine.pointsOf('week', 2)).toBe(10);
    expect(engine.pointsOf('day', 2)).toBe(0);
    expect(engine.games()).toEqual([game('late', 10, 3)]);
    expect(engine.game('late')).toEqual(game('late', 10, 3));
  });

  it('S7 counts this week’s joker only if no earlier week has one, where only the first counts', () => {
    const engine = new StandingsEngine(RULES['joker-week']);
    engine.setGame(game('g', 10, 3));
    const joker = { ...card(null, 'g'), joker: true };
    engine.setPlayer(0, { name: 'first', card: joker, base: EMPTY_BASE });
    engine.setPlayer(1, { name: 'second', card: joker, base: { ...EMPTY_BASE, earlierJokers: 1 } });
    expect([engine.pointsOf('week', 0), engine.pointsOf('week', 1)]).toEqual([30, 10]);
  });

  it('S30 counts a game with an impossible score for nothing, as every table does', () => {
    const engine = new StandingsEngine(RULES.classic);
    engine.setPlayer(0, { name: 'A', card: card(null, 'g'), base: EMPTY_BASE });
    for (const bad of [-1, 1000, 0.5, Number.NaN]) {
      for (const broken of [game('g', bad, 3), game('g', 3, bad)]) {
        engine.setGame(game('g', 10, 3));
        engine.setGame(broken);
        expect(engine.top('week', 'all', 9)).toEqual([[0, 1, 0]]);
        expect(scoreCard(card(null, 'g'), new Map([['g', broken]]), RULES.classic).points).toBe(0);
      }
    }
  });

  it('S30 counts a card that no save accepts as one without picks, as every table does', () => {
    const games = Array.from({ length: MAX_WEEK_GAMES + 1 }, (_, i) => game(`g${i}`, 10, 3));
    const many = card(null, ...games.map(({ id }) => id));
    const { g0, ...most } = many.picks;
    expect(g0).toBe('away');
    const sideless = { ...many, picks: { g1: 'both' } } as unknown as CardPicks;
    const pickless = { ...many, picks: null } as unknown as CardPicks;
    const engine = new StandingsEngine(RULES.classic);
    for (const each of games) engine.setGame(each);
    const cards = [many, { ...many, picks: most }, sideless, pickless];
    for (const [n, each] of cards.entries())
      engine.setPlayer(n, { name: `${n}`, card: each, base: EMPTY_BASE });
    const week = new Map(games.map((each) => [each.id, each]));
    const points = cards.map((each) => scoreCard(each, week, RULES.classic).points);
    expect(points).toEqual([0, MAX_WEEK_GAMES * 10, 0, 0]);
    expect(cards.map((_, n) => engine.pointsOf('week', n))).toEqual(points);
    expect(cards.map((each) => cardProblem(each) === null)).toEqual([false, true, false, false]);
  });

  it('moves the totals of other weeks as if the player had been entered with them', () => {
    const from = { ...EMPTY_BASE, points: 20, right: 2, bankers: 1, bankerPoints: -4, cards: 1 };
    const to = { ...from, points: -7, right: 1, bankers: 2, bankerPoints: 9 };
    const [moved, entered] = [new StandingsEngine(RULES.classic), new StandingsEngine(RULES.classic)];
    for (const engine of [moved, entered]) engine.setGame(game('g', 10, 3));
    moved.setPlayer(3, { name: 'A', card: card(null, 'g'), base: from });
    moved.moveBase(3, from, to);
    entered.setPlayer(3, { name: 'A', card: card(null, 'g'), base: to });
    for (const engine of [moved, entered]) {
      expect([engine.pointsOf('season', 3), engine.rightOf('season', 3), engine.bankerAverageOf(3)]).toEqual([
        3, 2, 4.5,
      ]);
      expect(engine.pointsOf('week', 3)).toBe(10);
    }
  });

  it('refuses broken input and stays unchanged', () => {
    const engine = new StandingsEngine(RULES.classic);
    engine.setGame(game('g', 10, 3));
    engine.setPlayer(0, { name: 'A', card: card(null, 'g'), base: EMPTY_BASE });
    const player = { name: 'A', card: null, base: EMPTY_BASE };
    for (const n of [-1, 0.5, Number.NaN]) expect(() => engine.setPlayer(n, player)).toThrow(RangeError);
    const impossible = [{ points: 2 ** 21 }, { points: -(2 ** 21) }, { right: 481 }, { bankers: 70_000 }];
    for (const change of impossible) {
      expect(() => engine.setPlayer(0, { ...player, base: { ...EMPTY_BASE, ...change } })).toThrow(
        RangeError,
      );
    }
    expect(() => engine.rank('week', 'all', new Uint32Array(0))).toThrow(RangeError);
    expect(engine.top('season', 'all', 9)).toEqual([[0, 1, 10]]);
  });

  it('ranks few players over a wide range of points, and the extremes of what it accepts', () => {
    const engine = new StandingsEngine(RULES.classic);
    const points = [2 ** 20, -(2 ** 20), 0, 2 ** 20, 7];
    for (const [n, value] of points.entries()) {
      engine.setPlayer(n, {
        name: `P${n}`,
        card: null,
        base: { ...EMPTY_BASE, points: value, right: 480, cards: 1 },
      });
    }
    engine.setPlayer(9, { name: 'no card', card: null, base: EMPTY_BASE });
    const ranks = new Uint32Array(10);
    expect(engine.rank('season', 'all', ranks)).toBe(5);
    expect([...ranks]).toEqual([1, 5, 4, 1, 3, 0, 0, 0, 0, 0]);
    expect(engine.histogram('season', 'all')).toEqual([
      [2 ** 20, 2],
      [7, 1],
      [0, 1],
      [-(2 ** 20), 1],
    ]);
  });

  it('orders a large group of level players by average banker, then name', () => {
    const engine = new StandingsEngine(RULES.classic);
    const size = 1000;
    const base = (n: number) => ({
      ...EMPTY_BASE,
      points: 100,
      cards: 5,
      bankers: 1 + (n % 4),
      bankerPoints: 12,
    });
    for (let n = 0; n < size; n += 1) {
      engine.setPlayer(n, { name: `player ${String(size - n).padStart(4, '0')}`, card: null, base: base(n) });
    }
    const ranks = new Uint32Array(size);
    expect(engine.rank('season', 'all', ranks)).toBe(size);
    expect([...ranks.subarray(0, 8)]).toEqual([1, 251, 501, 751, 1, 251, 501, 751]);
    expect(engine.top('season', 'all', 2)).toEqual([
      [996, 1, 100],
      [992, 1, 100],
    ]);
    expect(engine.around('season', 'all', 998, 2, 1)).toEqual([
      [5, 251, 100],
      [1, 251, 100],
      [998, 501, 100],
      [994, 501, 100],
    ]);
  });

  it.each([
    ['rising', (n: number) => n],
    ['falling', (n: number) => 8 - n],
  ])('finds the neighbours among %s points', (_, pointsOf) => {
    const engine = new StandingsEngine(RULES.classic);
    for (let n = 0; n < 9; n += 1) {
      const base = { ...EMPTY_BASE, points: pointsOf(n), cards: 1 };
      engine.setPlayer(n, { name: `P${n}`, card: null, base });
    }
    const rows = engine.around('season', 'all', 4, 2, 1);
    expect(rows.map(([, rank, points]) => [rank, points])).toEqual([
      [3, 6],
      [4, 5],
      [5, 4],
      [6, 3],
    ]);
    expect(rows[2]?.[0]).toBe(4);
  });

  it('orders a small group of level players by average banker', () => {
    const engine = new StandingsEngine(RULES.classic);
    for (const [n, bankerPoints] of [6, 20, -4, 20].entries()) {
      const base = { ...EMPTY_BASE, points: 50, cards: 2, bankers: 2, bankerPoints };
      engine.setPlayer(n, { name: `P${n}`, card: null, base });
    }
    const ranks = new Uint32Array(4);
    engine.rank('season', 'all', ranks);
    expect([...ranks]).toEqual([3, 1, 4, 1]);
  });

  it('S15 returns how level players are split, or null when there are too many entries', () => {
    const engine = new StandingsEngine(RULES.classic);
    const season = (points: number, right: number, bankerPoints: number) => ({
      ...EMPTY_BASE,
      points,
      right,
      cards: 1,
      bankers: 1,
      bankerPoints,
    });
    const bases = [season(9, 3, 4), season(9, 3, 2), season(9, 3, 2), season(9, 2, 8), season(7, 1, 0)];
    for (const [n, base] of bases.entries()) engine.setPlayer(n, { name: `P${n}`, card: null, base });
    const ties = [
      [9, 3, 4, 1],
      [9, 3, 2, 2],
      [9, 2, 0, 1],
    ];
    expect(engine.ties('season', 'all', 3)).toEqual(ties);
    expect(engine.ties('season', Uint32Array.of(3, 1, 0, 4), 3)).toEqual([
      [9, 3, 4, 1],
      [9, 3, 2, 1],
      [9, 2, 0, 1],
    ]);
    // the limit holds before and after the entries are split by average
    expect(engine.ties('season', 'all', 2)).toBeNull();
    expect(engine.ties('season', Uint32Array.of(0, 1), 1)).toBeNull();
  });

  it('a league of sixty reads no data of other players', () => {
    const engine = new StandingsEngine(RULES.classic);
    for (let n = 0; n < 5000; n += 1) {
      engine.setPlayer(n, { name: `P${n}`, card: null, base: { ...EMPTY_BASE, points: n % 100, cards: 1 } });
    }
    const members = Uint32Array.from({ length: 60 }, (_, i) => 4999 - i * 50);
    const ranks = new Uint32Array(60);
    expect(engine.rank('season', members, ranks)).toBe(60);
    expect([...ranks.subarray(0, 3)]).toEqual([1, 31, 1]);
    expect(engine.rankOf('season', members, 4949)).toBe(31);
    expect(engine.rankOf('season', members, 1)).toBe(0);
  });
});
