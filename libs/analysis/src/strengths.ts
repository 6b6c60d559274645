import type { GameState } from '@sunday-live/scoring';

/**
 * Team strengths from results: home margin = home advantage + strength of home − strength of away + luck.
 * Fitted by least squares with a pull to usual values (ridge), so that the first games of a season have
 * little effect.
 */
export interface Strengths {
  /** Points above an average team, by team. */
  readonly team: ReadonlyMap<string, number>;
  readonly homeAdvantage: number;
  /** Standard deviation of margins from the expected ones. */
  readonly spread: number;
  /** Points that both teams score together on average. */
  readonly total: number;
}

/** Usual values of the league, with the weight of this many games. */
const USUAL = { homeAdvantage: 1.8, homeGames: 60, spread: 13, spreadGames: 50, total: 45, totalGames: 20 };
/** How strongly a team is pulled to the average, in games. */
const TEAM_PULL = 5;
const SPREAD_OF_TOTAL = 13;

export function fitStrengths(games: Iterable<GameState>): Strengths {
  const played = [...games].filter((game) => game.state === 'post');
  const teams = [...new Set(played.flatMap(({ away, home }) => [away, home]))].sort();
  const place = new Map(teams.map((team, i) => [team, i + 1]));
  const size = teams.length + 1;
  const matrix = Array.from({ length: size }, () => new Float64Array(size));
  const right = new Float64Array(size);
  const add = (row: number, column: number, value: number): void => {
    const line = matrix[row] as Float64Array;
    line[column] = (line[column] as number) + value;
  };
  for (const game of played) {
    const terms = [
      [0, 1] as const,
      [place.get(game.home) ?? 0, 1] as const,
      [place.get(game.away) ?? 0, -1] as const,
    ];
    const margin = game.homeScore - game.awayScore;
    for (const [row, weight] of terms) {
      right[row] = (right[row] as number) + weight * margin;
      for (const [column, other] of terms) add(row, column, weight * other);
    }
  }
  add(0, 0, USUAL.homeGames);
  right[0] = (right[0] as number) + USUAL.homeGames * USUAL.homeAdvantage;
  for (let i = 1; i < size; i += 1) add(i, i, TEAM_PULL);
  const found = solve(matrix, right);
  const homeAdvantage = found[0] as number;
  const team = new Map(teams.map((name, i) => [name, found[i + 1] as number]));
  let squares = USUAL.spreadGames * USUAL.spread ** 2;
  let points = USUAL.totalGames * USUAL.total;
  for (const { home, away, homeScore, awayScore } of played) {
    const expected = homeAdvantage + (team.get(home) ?? 0) - (team.get(away) ?? 0);
    squares += (homeScore - awayScore - expected) ** 2;
    points += homeScore + awayScore;
  }
  const spread = Math.sqrt(squares / (USUAL.spreadGames + played.length));
  return { team, homeAdvantage, spread, total: points / (USUAL.totalGames + played.length) };
}

/** The forecast of a game. */
export interface Forecast {
  /** Expected margin of the home team. */
  readonly margin: number;
  readonly homeWins: number;
  readonly spread: number;
  readonly total: number;
  /** Mean and variance of the winner's points, if that side wins. */
  readonly winner: { readonly home: Moments; readonly away: Moments };
}

export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** Forecasts a game; a team without results counts as average. */
export function forecast(strengths: Strengths, { home, away }: Pick<GameState, 'home' | 'away'>): Forecast {
  const { team, homeAdvantage, spread, total } = strengths;
  const margin = homeAdvantage + (team.get(home) ?? 0) - (team.get(away) ?? 0);
  return {
    margin,
    homeWins: normalBelow(margin / spread),
    spread,
    total,
    winner: { home: winnerScore(margin, spread, total), away: winnerScore(-margin, spread, total) },
  };
}

/**
 * The winner has (total + margin) / 2: the margin is a normal value cut off at 0, the total is independent of
 * it.
 */
function winnerScore(margin: number, spread: number, total: number): Moments {
  const edge = -margin / spread;
  const above = Math.max(1e-9, 1 - normalBelow(edge));
  const pull = normalAt(edge) / above;
  const mean = margin + spread * pull;
  const variance = Math.max(0, spread ** 2 * (1 + edge * pull - pull ** 2));
  return { mean: (total + mean) / 2, variance: (SPREAD_OF_TOTAL ** 2 + variance) / 4 };
}

/** Standard deviation of the points of both teams together. */
export const TOTAL_SPREAD = SPREAD_OF_TOTAL;

/**
 * Solves a system of linear equations (Gauss, with pivots). @throws RangeError when it has no single solution
 */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const rows = matrix.map((row, i) => ({ row: Float64Array.from(row), value: right[i] as number }));
  for (let column = 0; column < size; column += 1) {
    let best = column;
    for (let i = column + 1; i < size; i += 1) if (at(rows, i, column) > at(rows, best, column)) best = i;
    const pivot = rows[best] as (typeof rows)[number];
    rows[best] = rows[column] as (typeof rows)[number];
    rows[column] = pivot;
    const head = pivot.row[column] as number;
    if (Math.abs(head) < 1e-12) throw new RangeError('the equations have no single solution');
    for (let i = column + 1; i < size; i += 1) {
      const line = rows[i] as (typeof rows)[number];
      const factor = (line.row[column] as number) / head;
      if (factor === 0) continue;
      for (let k = column; k < size; k += 1) {
        line.row[k] = (line.row[k] as number) - factor * (pivot.row[k] as number);
      }
      line.value -= factor * pivot.value;
    }
  }
  const found = new Float64Array(size);
  for (let i = size - 1; i >= 0; i -= 1) {
    const { row, value } = rows[i] as (typeof rows)[number];
    let rest = value;
    for (let k = i + 1; k < size; k += 1) rest -= (row[k] as number) * (found[k] as number);
    found[i] = rest / (row[i] as number);
  }
  return found;
}

function at(rows: readonly { readonly row: Float64Array }[], i: number, column: number): number {
  return Math.abs(rows[i]?.row[column] as number);
}

/**
 * Returns the chance that a normal value with mean 0 and deviation 1 is at most `x` (Abramowitz and Stegun
 * 7.1.26, error below 1e-6).
 */
export function normalBelow(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * z);
  const tail =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const erf = 1 - tail * Math.exp(-z * z);
  return x >= 0 ? (1 + erf) / 2 : (1 - erf) / 2;
}

/** Returns the density of the standard normal distribution at `x`. */
function normalAt(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}
