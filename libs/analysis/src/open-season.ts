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

/** What is known of a member's card of an open week, and what must be guessed. */
export interface OpenCard {
  /** By game of the week, in its order; null = to be guessed. */
  readonly sides: readonly (Side | null)[];
  /** Index of the banker's game; -1 = it counts already or there is none to come; null = to be guessed. */
  readonly banker: number | null;
  readonly joker: boolean;
}

/** Where a member stands, and how he plays. */
export interface Standing {
  readonly member: AnalysedMember;
  /** From games that are over. */
  readonly points: number;
  /** Points by week, for the weeks that are over or begun. */
  readonly byWeek: ReadonlyMap<number, number>;
  readonly usedTeams: ReadonlySet<string>;
  readonly jokersLeft: number;
  /** Chance to hand in a card. */
  readonly plays: number;
  /** Chance to pick the team that is expected to win. */
  readonly followsOdds: number;
  readonly cards: ReadonlyMap<number, OpenCard>;
}

/** Habits are pulled to what is usual, in the weight of so many picks or weeks. */
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
 * Everybody's standing after the games that are over.
 * @param expected who is expected to win a game
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

/** Nothing where the member has no card of the week that others may see. */
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
