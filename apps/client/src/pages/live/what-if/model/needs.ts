import type { Game } from '@sunday-live/contract';
import { type Scores, whatIf } from '@sunday-live/scoring';
import { type Field, type FieldInput, fieldOf } from './field.js';
import { extremes, holds, type Result, wonBy, worth } from './results.js';

/** What separates the viewer and one rival. */
export interface Need {
  readonly rival: number;
  /** The viewer is above the rival now. */
  readonly ahead: boolean;
  /** Both have the same rank. */
  readonly level: boolean;
  /**
   * The smallest sets of results of which each lets the lower player pass (the viewer, when level), while
   * other games hold.
   */
  readonly ways: readonly (readonly Result[])[];
  /** Open games in which the two have different stakes. */
  readonly differ: readonly string[];
  /** No possible result changes who is above. */
  readonly settled: boolean;
}

const RESULTS_AT_ONCE = 3;
const WAYS_SHOWN = 5;

/**
 * Computes how the viewer and one rival can change places. Each way is checked exactly by the engine, with
 * the scores of `wonBy`.
 */
export function needOf(input: FieldInput, me: number, rival: number): Need {
  const duel = fieldOf(input, [me, rival]);
  const differ = duel.open.filter((game) => separates(duel, me, rival, game));
  const { ahead, level } = standing(duel, me, rival);
  const [passing, passed] = ahead ? [rival, me] : [me, rival];
  const settled = !canPass(duel, passing, passed, differ);
  const ways = settled ? [] : fewest(duel, passing, passed, differ);
  return { rival, ahead, level, ways, differ: differ.map((game) => game.id), settled };
}

/** Returns whether some result of a game has a different worth for the two players. */
export function separates(field: Field, a: number, b: number, game: Game): boolean {
  const now = worth(field, a, game, null) - worth(field, b, game, null);
  return extremes(game).some((end) => worth(field, a, game, end) - worth(field, b, game, end) !== now);
}

/**
 * Returns the smallest and the largest possible lead of `a` over `b` in points: games add up, so each is
 * taken alone.
 */
export function leadRange(field: Field, a: number, b: number): readonly [least: number, most: number] {
  const points = (n: number) => field.engine.pointsOf(field.scope, n);
  let [least, most] = [points(a) - points(b), points(a) - points(b)];
  for (const game of field.open) {
    const now = worth(field, a, game, null) - worth(field, b, game, null);
    const ends = extremes(game).map((end) => worth(field, a, game, end) - worth(field, b, game, end) - now);
    least += Math.min(...ends);
    most += Math.max(...ends);
  }
  return [least, most];
}

function canPass(duel: Field, passing: number, passed: number, differ: readonly Game[]): boolean {
  return differ.length > 0 && leadRange(duel, passing, passed)[1] >= 0;
}

function standing({ engine, scope, members }: Field, me: number, rival: number) {
  const [mine, theirs] = [engine.rankOf(scope, members, me), engine.rankOf(scope, members, rival)];
  return { ahead: mine < theirs, level: mine === theirs };
}

function fewest(duel: Field, passing: number, passed: number, differ: readonly Game[]): Result[][] {
  const games = new Map(differ.map((game) => [game.id, game]));
  const results = differ.flatMap((game) =>
    (['away', 'home'] as const)
      .filter((side) => !holds(game, side))
      .map((side): Result => ({ game: game.id, side })),
  );
  const passes = (way: readonly Result[]) =>
    whatIf(duel.engine, scoresOf(way, games), () => standing(duel, passing, passed).ahead);
  for (let size = 1; size <= RESULTS_AT_ONCE; size += 1) {
    const ways = combinations(results, size).filter(passes);
    if (ways.length > 0) return ways.slice(0, WAYS_SHOWN);
  }
  return [];
}

function scoresOf(way: readonly Result[], games: ReadonlyMap<string, Game>): Scores {
  return new Map(
    way.flatMap(({ game: id, side }) => {
      const game = games.get(id);
      return game ? [[id, wonBy(game, side)] as const] : [];
    }),
  );
}

/** Returns all sets of this size with at most one result for each game, in order. */
function combinations(results: readonly Result[], size: number): Result[][] {
  if (size === 0) return [[]];
  return results.flatMap((first, i) =>
    combinations(
      results.slice(i + 1).filter((other) => other.game !== first.game),
      size - 1,
    ).map((others) => [first, ...others]),
  );
}
