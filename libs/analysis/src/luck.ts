import { gamesByWeek, leader, RULES, type Rules, type Side } from '@sunday-live/scoring';
import type { LeagueSeason } from './league-season.js';
import { NO_REST, type Rest } from './rest.js';
import { type ScoredMember, scoreMembers } from './scored-weeks.js';
import { fitStrengths, type Moments, type Outlook, outlook } from './strengths.js';

/** A member's points against what the same cards were worth before the games. */
export interface Luck {
  readonly player: string;
  readonly actual: number;
  readonly expected: number;
  /** Deviation of the points that were to be expected. */
  readonly spread: number;
  /** Picks in games that are over. */
  readonly picks: number;
  readonly weeks: readonly { readonly week: number; readonly actual: number; readonly expected: number }[];
}

/** What was known of each game before its week: strengths fitted from the results of earlier weeks only. */
export function outlooksBefore(
  { games }: Pick<LeagueSeason, 'games'>,
  rest: Rest = NO_REST,
): Map<string, Outlook> {
  const found = new Map<string, Outlook>();
  for (const [week, ofWeek] of gamesByWeek(games)) {
    rest();
    const strengths = fitStrengths(games.filter((game) => game.week < week));
    for (const game of ofWeek.values()) found.set(game.id, outlook(strengths, game));
  }
  return found;
}

/** Everybody's luck. Games are taken as independent of one another. */
export function luckOf(input: LeagueSeason, rest: Rest = NO_REST): Luck[] {
  const outlooks = outlooksBefore(input, rest);
  const games = new Map(input.games.map((game) => [game.id, game]));
  return scoreMembers(input, rest).map((one) => {
    rest();
    let picks = 0;
    let variance = 0;
    const weeks = one.weeks.map(({ week, card, joker, score }) => {
      let [actual, expected] = [0, 0];
      for (const [id, pick] of score.byGame) {
        const [game, before, side] = [games.get(id), outlooks.get(id), card.picks[id]];
        if (game?.state !== 'post' || before === undefined || side === undefined) continue;
        // the model of a game knows winners only, so ties are left out on both sides
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

/** Mean and variance of what a pick brings. */
export function pickMoments(
  rules: Rules,
  before: Outlook,
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
