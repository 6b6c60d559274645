import {
  countedJokers,
  gamesByWeek,
  JOKERS_PER_SEASON,
  RULES,
  type Side,
  scoreCard,
  usedBankers,
  usedJokers,
} from '@sunday-live/scoring';
import type { AnalysedGame, AnalysedMember, LeagueSeason } from './league-season.js';

/** A week with games that are not over. */
export interface OpenWeek {
  readonly week: number;
  readonly games: readonly AnalysedGame[];
}

/** The known part of a member's card of an open week; the rest must be guessed. */
export interface OpenCard {
  /** By game of the week, in its order; null: to be guessed. */
  readonly sides: readonly (Side | null)[];
  /** Index of the banker's game; -1: it counts already, or no banker is to come; null: to be guessed. */
  readonly banker: number | null;
  readonly joker: boolean;
}

/** A member's points and habits. */
export interface Standing {
  readonly member: AnalysedMember;
  /** From games that are over. */
  readonly points: number;
  /** Points by week, for weeks that have begun. */
  readonly byWeek: ReadonlyMap<number, number>;
  readonly usedTeams: ReadonlySet<string>;
  readonly jokersLeft: number;
  /** Chance that the member saves a card. */
  readonly plays: number;
  /** Chance that the member picks the expected winner. */
  readonly followsOdds: number;
  readonly cards: ReadonlyMap<number, OpenCard>;
}

/** Habits are pulled to the usual values, with the weight of this many picks or weeks. */
const USUAL = { followsOdds: 0.7, picks: 20, plays: 0.9, weeks: 3 };

export function openWeeks({ games }: Pick<LeagueSeason, 'games'>): OpenWeek[] {
  const weeks = new Map<number, AnalysedGame[]>();
  for (const game of games) {
    if (game.state !== 'pre' && game.state !== 'in') continue;
    weeks.set(game.week, [...(weeks.get(game.week) ?? []), game]);
  }
  return [...weeks].sort(([a], [b]) => a - b).map(([week, ofWeek]) => ({ week, games: ofWeek }));
}

/**
 * Computes every member's points and habits from the games that are over.
 * @param expected returns the expected winner of a game
 */
export function standings(
  input: LeagueSeason,
  open: readonly OpenWeek[],
  expected: (game: AnalysedGame) => Side,
): Standing[] {
  const rules = RULES[input.rules];
  const over = input.games.filter(({ state }) => state === 'post');
  const overByWeek = gamesByWeek(over);
  const all = gamesByWeek(input.games);
  const played = new Map(over.map((game) => [game.id, expected(game)]));
  const begun = [...overByWeek.keys()];
  return input.members.map((member) => {
    const jokers = countedJokers(member.cards, rules);
    const byWeek = new Map<number, number>();
    let [follows, picks] = [0, 0];
    for (const card of member.cards) {
      const games = overByWeek.get(card.week);
      if (games === undefined) continue;
      byWeek.set(card.week, scoreCard(card, games, rules, jokers.has(card.week)).points);
      for (const [id, side] of Object.entries(card.picks)) {
        const odds = played.get(id);
        if (odds === undefined) continue;
        picks += 1;
        if (odds === side) follows += 1;
      }
    }
    const limit = rules.joker === null ? 0 : rules.joker.counts === 'first' ? 1 : JOKERS_PER_SEASON;
    return {
      member,
      points: [...byWeek.values()].reduce((sum, points) => sum + points, 0),
      byWeek,
      usedTeams: new Set(usedBankers(member.cards, all, -1).map(({ team }) => team)),
      jokersLeft: Math.max(0, limit - usedJokers(member.cards, -1)),
      plays: (byWeek.size + USUAL.weeks * USUAL.plays) / (begun.length + USUAL.weeks),
      followsOdds: (follows + USUAL.picks * USUAL.followsOdds) / (picks + USUAL.picks),
      cards: new Map(open.flatMap((week) => openCard(member, week, overByWeek.get(week.week), jokers))),
    };
  });
}

/** Returns the member's card of the week; empty when others may see none. */
function openCard(
  member: AnalysedMember,
  { week, games }: OpenWeek,
  over: ReadonlyMap<string, unknown> | undefined,
  jokers: ReadonlySet<number>,
): [number, OpenCard][] {
  const card = member.cards.find((one) => one.week === week);
  if (card === undefined) return [];
  const sides = games.map(({ id }) => card.picks[id] ?? null);
  const at = games.findIndex(({ id }) => id === card.banker);
  const laid = card.banker !== null && (at >= 0 || over?.has(card.banker) === true);
  return [[week, { sides, banker: laid ? at : null, joker: jokers.has(week) }]];
}
