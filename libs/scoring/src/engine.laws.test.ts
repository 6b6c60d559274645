import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  baseOf,
  dayStandings,
  type Entrant,
  type GameState,
  gamesByWeek,
  RULES,
  type Rules,
  rankInSpread,
  type Scope,
  StandingsEngine,
  type StandingsRow,
  seasonStandings,
  sharingRank,
  spreadOf,
  toRows,
  type WeekCard,
  weekStandings,
} from './index.js';
import {
  anyGame,
  GAMES_A_WEEK,
  gameId,
  name,
  SLOW_MACHINE_MS,
  season,
  seasonCards,
} from './testing/arbitraries.js';

vi.setConfig({ testTimeout: SLOW_MACHINE_MS });

const WEEK = 2;
const SCOPES: readonly Scope[] = ['day', 'week', 'season'];

type Step =
  | { kind: 'game'; game: GameState }
  | { kind: 'remove-game'; index: number }
  | { kind: 'slate'; day: number[]; gone: number[] }
  | { kind: 'player'; n: number; name: string; cards: WeekCard[] }
  | { kind: 'remove-player'; n: number };

const gameIndex = fc.nat(GAMES_A_WEEK - 1);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: anyGame.map((game): Step => ({ kind: 'game', game })) },
  { weight: 1, arbitrary: gameIndex.map((index): Step => ({ kind: 'remove-game', index })) },
  {
    weight: 1,
    arbitrary: fc
      .record({ day: fc.uniqueArray(gameIndex), gone: fc.uniqueArray(gameIndex, { maxLength: 2 }) })
      .map((slate): Step => ({ kind: 'slate', ...slate })),
  },
  {
    weight: 6,
    arbitrary: fc
      .record({ n: fc.nat(12), name, cards: seasonCards })
      .map((player): Step => ({ kind: 'player', ...player })),
  },
  { weight: 1, arbitrary: fc.nat(14).map((n): Step => ({ kind: 'remove-player', n })) },
);

/**
 * The reference: plain games and players, from which the tests recompute everything, and an engine that
 * receives the same changes.
 */
class Twin {
  readonly engine: StandingsEngine;
  readonly games = new Map<string, GameState>();
  readonly players = new Map<number, Entrant>();
  day = new Set<string>();

  constructor(
    readonly rules: Rules,
    games: readonly GameState[],
  ) {
    for (const game of games) this.games.set(game.id, game);
    this.day = new Set([gameId(WEEK, 0), gameId(WEEK, 1)]);
    this.engine = new StandingsEngine(rules, { capacity: 1 });
    this.engine.setGames(this.weekGames(), this.day);
  }

  apply(step: Step): void {
    if (step.kind === 'game') {
      this.games.set(step.game.id, step.game);
      if (step.game.week === WEEK) this.engine.setGame(step.game);
      else for (const player of this.players.values()) this.tell(player);
    } else if (step.kind === 'remove-game') {
      const id = gameId(WEEK, step.index);
      this.games.delete(id);
      this.day.delete(id);
      this.engine.removeGame(id);
    } else if (step.kind === 'slate') {
      for (const index of step.gone) this.games.delete(gameId(WEEK, index));
      this.day = new Set(step.day.map((index) => gameId(WEEK, index)).filter((id) => this.games.has(id)));
      this.engine.setGames(this.weekGames(), this.day);
    } else if (step.kind === 'player') {
      this.players.set(step.n, step);
      this.tell(step);
    } else {
      this.players.delete(step.n);
      this.engine.removePlayer(step.n);
    }
  }

  standings(scope: Scope, among: readonly Entrant[] = [...this.players.values()]): StandingsRow[] {
    const games = [...this.games.values()];
    if (scope === 'day') return dayStandings(among, games, this.rules, WEEK, this.day);
    if (scope === 'week') return weekStandings(among, games, this.rules, WEEK);
    return seasonStandings(among, games, this.rules);
  }

  private tell({ n, name, cards }: Entrant): void {
    const card = cards.find((one) => one.week === WEEK) ?? null;
    const base = baseOf(cards, gamesByWeek(this.games.values()), this.rules, WEEK);
    this.engine.setPlayer(n, { name, card, base });
  }

  private weekGames(): GameState[] {
    return [...this.games.values()].filter((game) => game.week === WEEK);
  }
}

const twin = (rules: Rules) =>
  fc
    .record({ games: season, steps: fc.array(step, { minLength: 1, maxLength: 40 }) })
    .map(({ games, steps }) => {
      const pair = new Twin(rules, games);
      for (const one of steps) pair.apply(one);
      return pair;
    });

/** S15: spread and ties give every rank, and how many players share it. */
function expectRanks(
  engine: StandingsEngine,
  scope: Scope,
  members: Uint32Array | 'all',
  truth: readonly StandingsRow[],
): void {
  const spread = engine.histogram(scope, members);
  const ties = engine.ties(scope, members, 1_000) ?? [];
  for (const { points, right, bankerAverage, rank } of truth) {
    expect(rankInSpread(spread, ties, { points, right, average: bankerAverage ?? 0 })).toBe(rank);
    expect(sharingRank(spread, ties, rank)).toBe(truth.filter((other) => other.rank === rank).length);
  }
  if (ties.length > 0) expect(engine.ties(scope, members, ties.length - 1)).toBeNull();
}

describe.each(Object.values(RULES))('S13 S15 the engine under rules $id', (rules) => {
  it('equals the naive standings after any changes, corrections and removals', () => {
    fc.assert(
      fc.property(twin(rules), (pair) => {
        for (const scope of SCOPES) {
          const truth = pair.standings(scope);
          const { engine } = pair;
          expect(engine.top(scope, 'all', Number.POSITIVE_INFINITY)).toEqual(toRows(truth));
          const ranks = new Uint32Array(engine.playerCount);
          expect(engine.rank(scope, 'all', ranks)).toBe(truth.length);
          const expected = new Uint32Array(engine.playerCount);
          for (const row of truth) expected[row.n] = row.rank;
          expect(ranks).toEqual(expected);
          for (const row of truth) {
            expect(engine.has(scope, row.n)).toBe(true);
            expect(engine.pointsOf(scope, row.n)).toBe(row.points);
            expect(engine.rightOf(scope, row.n)).toBe(row.right);
            if (scope === 'season') expect(engine.bankerAverageOf(row.n)).toBe(row.bankerAverage);
          }
          expect(engine.histogram(scope, 'all')).toEqual(spreadOf(truth.map((row) => row.points)));
          expectRanks(engine, scope, 'all', truth);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('ranks several players at once as one by one', () => {
    fc.assert(
      fc.property(
        twin(rules),
        fc.oneof(fc.constant('all' as const), fc.uniqueArray(fc.nat(14))),
        fc.uniqueArray(fc.nat(16)),
        ({ engine }, numbers, wanted) => {
          const members = numbers === 'all' ? numbers : Uint32Array.from(numbers);
          for (const scope of SCOPES) {
            const oneByOne = wanted.map((n) => engine.rankOf(scope, members, n));
            expect(engine.ranksOf(scope, members, wanted)).toEqual(oneByOne);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('answers for a league as if only its members existed', () => {
    fc.assert(
      fc.property(
        twin(rules),
        fc.uniqueArray(fc.nat(14)),
        fc.nat(14),
        fc.nat(4),
        fc.nat(4),
        (pair, numbers, n, before, after) => {
          const { engine } = pair;
          const members = Uint32Array.from(numbers);
          const among = [...pair.players.values()].filter((player) => numbers.includes(player.n));
          for (const scope of SCOPES) {
            const rows = toRows(pair.standings(scope, among));
            expect(engine.top(scope, members, before)).toEqual(rows.slice(0, before));
            const ranks = new Uint32Array(numbers.length);
            expect(engine.rank(scope, members, ranks)).toBe(rows.length);
            const rankOf = new Map(rows.map((row) => [row[0], row[1]]));
            const placeOf = new Map(rows.map((row, at) => [row[0], at]));
            expect([...ranks]).toEqual(numbers.map((member) => rankOf.get(member) ?? 0));
            expect(engine.rankOf(scope, members, n)).toBe(rankOf.get(n) ?? 0);
            const place = rows.findIndex((row) => row[0] === n);
            const near = place < 0 ? [] : rows.slice(Math.max(0, place - before), place + after + 1);
            // in one pass, then from an order that is made, then from one that is kept
            for (let time = 0; time < 3; time += 1)
              expect(engine.around(scope, members, n, before, after)).toEqual(near);
            const everybody = toRows(pair.standings(scope, [...pair.players.values()]));
            const at = everybody.findIndex((row) => row[0] === n);
            const around = at < 0 ? [] : everybody.slice(Math.max(0, at - before), at + after + 1);
            for (let time = 0; time < 3; time += 1)
              expect(engine.around(scope, 'all', n, before, after)).toEqual(around);
            for (const [other] of rows)
              expect(engine.around(scope, members, other, 1, 1)).toEqual(
                rows.slice(Math.max(0, (placeOf.get(other) ?? 0) - 1), (placeOf.get(other) ?? 0) + 2),
              );
            expect(engine.histogram(scope, members)).toEqual(spreadOf(rows.map((row) => row[2])));
            expectRanks(engine, scope, members, pair.standings(scope, among));
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
