import { gamesByWeek, leader, RULES, type Rules, type Side } from '@sunday-live/scoring';
import type { LeagueSeason } from './league-season.js';
import { NO_REST, type Rest } from './rest.js';
import { type ScoredMember, scoreMembers } from './scored-weeks.js';
import { type Forecast, fitStrengths, forecast, type Moments } from './strengths.js';

/** A member's points compared with the expected points of the same cards before the games. */
export interface Luck {
  readonly player: string;
  readonly actual: number;
  readonly expected: number;
  /** Standard deviation of the expected points. */
  readonly spread: number;
  /** Picks in games that are over. */
  readonly picks: number;
  readonly weeks: readonly { readonly week: number; readonly actual: number; readonly expected: number }[];
}

/**
 * Forecasts each game from what was known before its week: strengths fitted to the results of earlier weeks
 * only.
 */
export function forecastsBefore(
  { games }: Pick<LeagueSeason, 'games'>,
  rest: Rest = NO_REST,
): Map<string, Forecast> {
  const found = new Map<string, Forecast>();
  for (const [week, ofWeek] of gamesByWeek(games)) {
    rest();
    const strengths = fitStrengths(games.filter((game) => game.week < week));
    for (const game of ofWeek.values()) found.set(game.id, forecast(strengths, game));
  }
  return found;
}

/** Computes every member's luck. It treats games as independent. */
export function luckOf(input: LeagueSeason, rest: Rest = NO_REST): Luck[] {
  const forecasts = forecastsBefore(input, rest);
  const games = new Map(input.games.map((game) => [game.id, game]));
  return scoreMembers(input, rest).map((one) => {
    rest();
    let picks = 0;
    let variance = 0;
    const weeks = one.weeks.map(({ week, card, joker, score }) => {
      let [actual, expected] = [0, 0];
      for (const [id, pick] of score.byGame) {
        const [game, before, side] = [games.get(id), forecasts.get(id), card.picks[id]];
        if (game?.state !== 'post' || before === undefined || side === undefined) continue;
        // the forecast has only winners, so ties are left out on both sides
        if (leader(game) === 'tie') continue;
        const worth = pickMoments(RULES[input.rules], before, side, pick.banker, joker);
        picks += 1;
        actual += pick.points;
        expected += worth.mean;
        variance += worth.variance;
      }
      return { week, actual, expected };
    });
    return luckOfMember(one, weeks, variance, picks);
  });
}

function luckOfMember({ member }: ScoredMember, weeks: Luck['weeks'], variance: number, picks: number): Luck {
  const total = (of: (week: Luck['weeks'][number]) => number): number =>
    weeks.reduce((sum, week) => sum + of(week), 0);
  return {
    player: member.id,
    actual: total(({ actual }) => actual),
    expected: total(({ expected }) => expected),
    spread: Math.sqrt(variance),
    picks,
    weeks,
  };
}

/** Returns mean and variance of the points of a pick. */
export function pickMoments(
  rules: Rules,
  before: Forecast,
  side: Side,
  banker: boolean,
  joker: boolean,
): Moments {
  const chance = side === 'home' ? before.homeWins : 1 - before.homeWins;
  const isBanker = banker && rules.banker !== null;
  const factor =
    (isBanker ? (rules.banker ?? 1) : 1) *
    (joker && rules.joker !== null && (isBanker || rules.joker.on === 'week') ? rules.joker.factor : 1);
  const own = scored(rules, before.winner[side]);
  const other = isBanker ? scored(rules, before.winner[side === 'home' ? 'away' : 'home']) : NOTHING;
  const mean = factor * (chance * own.mean - (1 - chance) * other.mean);
  const square = factor ** 2 * (chance * squareOf(own) + (1 - chance) * squareOf(other));
  return { mean, variance: Math.max(0, square - mean ** 2) };
}

const NOTHING: Moments = { mean: 0, variance: 0 };

function scored(rules: Rules, winner: Moments): Moments {
  return rules.pick === 'one' ? { mean: 1, variance: 0 } : winner;
}

function squareOf({ mean, variance }: Moments): number {
  return variance + mean ** 2;
}
