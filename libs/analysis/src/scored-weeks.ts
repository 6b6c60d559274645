import {
  type CardScore,
  competitionRanks,
  countedJokers,
  gamesByWeek,
  RULES,
  scoreCard,
  type WeekCard,
} from '@sunday-live/scoring';
import type { AnalysedMember, LeagueSeason } from './league-season.js';
import { NO_REST, type Rest } from './rest.js';

/** A member's card of one week with its score. */
export interface ScoredWeek {
  readonly week: number;
  readonly card: WeekCard;
  /** Whether the card's joker counts by the league's rules. */
  readonly joker: boolean;
  readonly score: CardScore;
}

export interface ScoredMember {
  readonly member: AnalysedMember;
  /** Weeks that have begun, in order. */
  readonly weeks: readonly ScoredWeek[];
  readonly points: number;
  readonly right: number;
  readonly counted: number;
}

/** Cache by season, because every section of a report needs the scores. */
const known = new WeakMap<LeagueSeason, readonly ScoredMember[]>();

/** Scores every member's weeks that have begun, by the league's rules. */
export function scoreMembers(input: LeagueSeason, rest: Rest = NO_REST): readonly ScoredMember[] {
  const scored = known.get(input) ?? computeScores(input, rest);
  known.set(input, scored);
  return scored;
}

function computeScores({ games, members, rules }: LeagueSeason, rest: Rest): ScoredMember[] {
  const byWeek = gamesByWeek(games);
  return members.map((member) => {
    rest();
    const jokers = countedJokers(member.cards, RULES[rules]);
    const weeks = [...member.cards]
      .sort((a, b) => a.week - b.week)
      .map((card) => {
        const joker = jokers.has(card.week);
        const score = scoreCard(card, byWeek.get(card.week) ?? new Map(), RULES[rules], joker);
        return { week: card.week, card, joker, score };
      })
      .filter(({ score }) => score.counted > 0);
    const total = (of: (score: CardScore) => number): number =>
      weeks.reduce((sum, { score }) => sum + of(score), 0);
    return {
      member,
      weeks,
      points: total(({ points }) => points),
      right: total(({ right }) => right),
      counted: total(({ counted }) => counted),
    };
  });
}

/** Returns the scored member of a player. Throws RangeError for an unknown player. */
export function scoredOf(scored: readonly ScoredMember[], player: string): ScoredMember {
  const found = scored.find(({ member }) => member.id === player);
  if (found === undefined) throw new RangeError(`player ${player} is not in this season`);
  return found;
}

/** Returns the weeks in which a game has begun, in order. */
export function begunWeeks({ games }: Pick<LeagueSeason, 'games'>): number[] {
  const begun = games.filter(({ state }) => state === 'in' || state === 'post').map(({ week }) => week);
  return [...new Set(begun)].sort((a, b) => a - b);
}

/**
 * Returns the weeks that are over: each of their games is over or called off. Statistics by week wait for
 * that.
 */
export function overWeeks(input: Pick<LeagueSeason, 'games'>): ReadonlySet<number> {
  const going = new Set(
    input.games.filter(({ state }) => state === 'pre' || state === 'in').map(({ week }) => week),
  );
  return new Set(begunWeeks(input).filter((week) => !going.has(week)));
}

/** Returns every member with only the weeks that are over; the sums still cover all weeks. */
export function scoreOverWeeks(input: LeagueSeason): ScoredMember[] {
  const over = overWeeks(input);
  return scoreMembers(input).map((one) => ({
    ...one,
    weeks: one.weeks.filter(({ week }) => over.has(week)),
  }));
}

/**
 * Ranks members over some weeks by the order of the standings (S9): points, then right picks, then in a
 * season the banker average. The result is in the order of `members`; null for a member without any of these
 * weeks. Level players share a rank.
 */
export function ranksOf(
  members: readonly (readonly ScoredWeek[])[],
  scope: 'week' | 'season',
): (number | null)[] {
  return ranksBy(
    members.map((weeks) => (weeks.length === 0 ? null : totalOf(weeks))),
    (a, b) =>
      b.points - a.points ||
      b.right - a.right ||
      (scope === 'season' ? b.bankerAverage - a.bankerAverage : 0),
  );
}

function totalOf(weeks: readonly ScoredWeek[]): { points: number; right: number; bankerAverage: number } {
  let [points, right, bankerPoints, bankers] = [0, 0, 0, 0];
  for (const { score } of weeks) {
    points += score.points;
    right += score.right;
    bankerPoints += score.bankerPoints ?? 0;
    bankers += score.bankerPoints === null ? 0 : 1;
  }
  return { points, right, bankerAverage: bankers === 0 ? 0 : bankerPoints / bankers };
}

/**
 * Ranks values by any order; values that compare as 0 share a rank. The result is in the order of `values`;
 * null where there is no value.
 */
export function ranksBy<T>(
  values: readonly (T | null)[],
  compare: (a: T, b: T) => number,
): (number | null)[] {
  const order = values
    .map((value, i) => ({ value, i }))
    .filter((entry): entry is { value: T; i: number } => entry.value !== null)
    .sort((a, b) => compare(a.value, b.value));
  const ranks = competitionRanks(order, (a, b) => compare(a.value, b.value) === 0);
  const found: (number | null)[] = values.map(() => null);
  for (const [at, { i }] of order.entries()) found[i] = ranks[at] ?? null;
  return found;
}
