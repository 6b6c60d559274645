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

/** A member's card of one week with what it scored. */
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

/** Every section of a report asks for them: they are worked out once for each season that is read. */
const known = new WeakMap<LeagueSeason, readonly ScoredMember[]>();

/** Everybody's scores of the weeks that have begun, by the league's rules. */
export function scoreMembers(input: LeagueSeason, rest: Rest = NO_REST): readonly ScoredMember[] {
  const scored = known.get(input) ?? scoreAnew(input, rest);
  known.set(input, scored);
  return scored;
}

function scoreAnew({ games, members, rules }: LeagueSeason, rest: Rest): ScoredMember[] {
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

/** The scored member whom a report is about. */
export function scoredOf(scored: readonly ScoredMember[], player: string): ScoredMember {
  const found = scored.find(({ member }) => member.id === player);
  if (found === undefined) throw new RangeError(`player ${player} is not in this season`);
  return found;
}

/** Weeks in which a game has begun, in order. */
export function begunWeeks({ games }: Pick<LeagueSeason, 'games'>): number[] {
  const begun = games.filter(({ state }) => state === 'in' || state === 'post').map(({ week }) => week);
  return [...new Set(begun)].sort((a, b) => a - b);
}

/** Weeks that are over: each of their games is, or is called off. What is counted by the week waits for that. */
export function overWeeks(input: Pick<LeagueSeason, 'games'>): ReadonlySet<number> {
  const going = new Set(
    input.games.filter(({ state }) => state === 'pre' || state === 'in').map(({ week }) => week),
  );
  return new Set(begunWeeks(input).filter((week) => !going.has(week)));
}

/** Everybody with the weeks that are over only; sums are of all weeks all the same. */
export function scoreOverWeeks(input: LeagueSeason): ScoredMember[] {
  const over = overWeeks(input);
  return scoreMembers(input).map((one) => ({
    ...one,
    weeks: one.weeks.filter(({ week }) => over.has(week)),
  }));
}

/**
 * Ranks of some weeks by the order of the standings (S9): points, then right picks, in a season then the banker average.
 * In the order of `members`, null for a member without any of these weeks; players who are level share a rank.
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

/** Ranks by any order; what compares as 0 shares a rank. In the order of `values`, null where there is no value. */
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
