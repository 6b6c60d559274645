import type { Members, StandingsEngine } from './engine.js';
import type { GameState, Scope, Side } from './types.js';

/** A score to imagine. */
export interface Score {
  readonly awayScore: number;
  readonly homeScore: number;
}

/** Imagined scores by game id. */
export type Scores = ReadonlyMap<string, Score>;

/** The games as they would stand with these scores; a game that has not started or was called off then counts as over. */
export function gamesWithScores<G extends GameState>(games: Iterable<G>, scores: Scores): G[] {
  return [...games].map((game) => {
    const score = scores.get(game.id);
    return score ? { ...game, ...score, state: playedState(game) } : game;
  });
}

/**
 * What `read` finds in the engine while some games have imagined scores; afterwards the engine is as before, also when
 * `read` throws. `read` must not change games. Throws RangeError on a game that is not in the week.
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

/** The scores that a preview considers; a plain `touchdown` is one with its extra point. */
export const NEXT_SCORES = {
  touchdown: 7,
  'touchdown-alone': 6,
  'touchdown-two-point': 8,
  'field-goal': 3,
  safety: 2,
  'extra-point': 1,
} as const;

export type NextScoreKind = keyof typeof NEXT_SCORES;

/** What one next score would do to a player. */
export interface NextScore {
  readonly game: string;
  /** The team that scores. */
  readonly side: Side;
  readonly team: string;
  readonly kind: NextScoreKind;
  /** The player's points and rank afterwards. */
  readonly points: number;
  readonly rank: number;
  /** Points won (or lost, negative) by it. */
  readonly pointsChange: number;
  /** Places gained (or lost, negative) by it. */
  readonly placesGained: number;
}

/**
 * For each game that is being played, each team and each of the kinds of score: what it would do to player `n` among
 * the members. Empty for a player who is not in the table.
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
