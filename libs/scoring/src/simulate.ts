import type { Members, StandingsEngine } from './engine.js';
import type { GameState, Scope, Side } from './types.js';

/** An imagined score. */
export interface Score {
  readonly awayScore: number;
  readonly homeScore: number;
}

/** Imagined scores by game id. */
export type Scores = ReadonlyMap<string, Score>;

/** Returns the games with these scores; a game that has not started or was called off then counts as over. */
export function gamesWithScores<G extends GameState>(games: Iterable<G>, scores: Scores): G[] {
  return [...games].map((game) => {
    const score = scores.get(game.id);
    return score ? { ...game, ...score, state: playedState(game) } : game;
  });
}

/**
 * Returns the result of `read` while some games have imagined scores. The engine is restored afterwards, also
 * when `read` throws. `read` must not change games. Throws RangeError on a game outside the week.
 */
export function whatIf<T>(engine: StandingsEngine, scores: Scores, read: () => T): T {
  const real = [...scores.keys()].map((id) => {
    const game = engine.game(id);
    if (!game) throw new RangeError(`game ${id} is not in the week`);
    return game;
  });
  try {
    for (const game of gamesWithScores(real, scores)) engine.setGame(game);
    return read();
  } finally {
    for (const game of real) engine.setGame(game);
  }
}

/** The scores of a preview, in points; a plain `touchdown` includes its extra point. */
export const NEXT_SCORES = {
  touchdown: 7,
  'touchdown-alone': 6,
  'touchdown-two-point': 8,
  'field-goal': 3,
  safety: 2,
  'extra-point': 1,
} as const;

export type NextScoreKind = keyof typeof NEXT_SCORES;

/** The effect of one next score on a player. */
export interface NextScore {
  readonly game: string;
  /** The team that scores. */
  readonly side: Side;
  readonly team: string;
  readonly kind: NextScoreKind;
  /** The player's points and rank afterwards. */
  readonly points: number;
  readonly rank: number;
  /** Points won (negative: lost) by it. */
  readonly pointsChange: number;
  /** Places gained (negative: lost) by it. */
  readonly placesGained: number;
}

/**
 * Returns the effect on player `n` of each kind of score, by each team of each game in progress. Ranks are
 * among the members. Empty for a player outside the standings.
 */
export function nextScores(
  engine: StandingsEngine,
  scope: Scope,
  members: Members,
  n: number,
  kinds: readonly NextScoreKind[] = ['touchdown', 'field-goal'],
): NextScore[] {
  const rank = engine.rankOf(scope, members, n);
  if (rank === 0) return [];
  const points = engine.pointsOf(scope, n);
  const found: NextScore[] = [];
  for (const game of engine.games()) {
    if (game.state !== 'in') continue;
    for (const side of ['away', 'home'] as const) {
      for (const kind of kinds) {
        const after = whatIf(engine, new Map([[game.id, plus(game, side, NEXT_SCORES[kind])]]), () => ({
          points: engine.pointsOf(scope, n),
          rank: engine.rankOf(scope, members, n),
        }));
        const change = { pointsChange: after.points - points, placesGained: rank - after.rank };
        found.push({ game: game.id, side, team: game[side], kind, ...after, ...change });
      }
    }
  }
  return found;
}

function playedState(game: GameState): GameState['state'] {
  return game.state === 'in' ? 'in' : 'post';
}

function plus({ awayScore, homeScore }: GameState, side: Side, points: number): Score {
  return side === 'away'
    ? { awayScore: awayScore + points, homeScore }
    : { awayScore, homeScore: homeScore + points };
}
