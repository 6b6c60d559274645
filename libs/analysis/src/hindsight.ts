import { gamesByWeek, JOKERS_PER_SEASON, RULES, type Rules, scoreCard } from '@sunday-live/scoring';
import { assign } from './assign.js';
import type { LeagueSeason } from './league-season.js';
import { NO_REST, type Rest } from './rest.js';
import { type ScoredMember, scoreMembers } from './scored-weeks.js';

/** The best result of a player's bankers and jokers with the same picks. */
export interface Hindsight {
  readonly player: string;
  readonly actual: number;
  readonly best: number;
  readonly weeks: readonly {
    readonly week: number;
    /** The team of the best banker; null where the card has no possible banker. */
    readonly team: string | null;
    readonly joker: boolean;
    /** Points of the week with the best choice, and the actual points. */
    readonly best: number;
    readonly actual: number;
  }[];
}

/** A possible banker (`team: null`: none), with the week's points without and with the joker. */
export interface Option {
  readonly team: string | null;
  readonly plain: number;
  readonly joker: number;
  /**
   * The rules allow this week's card without a banker. Otherwise "none" is a last resort, because a card must
   * name a banker where it can.
   */
  readonly free?: boolean;
}

/** Lower than any season's points, so chosen only where nothing else is possible. */
const FORBIDDEN = -1e7;

export function hindsightOf(input: LeagueSeason, rest: Rest = NO_REST): Hindsight[] {
  const byWeek = gamesByWeek(input.games);
  const rules = RULES[input.rules];
  return scoreMembers(input, rest).map((one) => {
    const options = one.weeks.map((week) => {
      rest();
      return optionsOf(week, byWeek, rules);
    });
    const chosen = bestUse(options, jokersOf(rules), rest);
    const weeks = one.weeks.map(({ week, score }, i) => {
      const { option, joker } = chosen[i] as Chosen;
      return {
        week,
        team: option.team,
        joker,
        best: joker ? option.joker : option.plain,
        actual: score.points,
      };
    });
    return {
      player: one.member.id,
      actual: one.points,
      best: weeks.reduce((sum, { best }) => sum + best, 0),
      weeks,
    };
  });
}

/**
 * Returns every road team on the card whose game counts, and the option without a banker. That option is free
 * where the rules allow it (the banker's game was called off or is still to be played, or the stored card has
 * no banker), otherwise a last resort.
 */
function optionsOf(
  { week, card }: ScoredMember['weeks'][number],
  byWeek: ReturnType<typeof gamesByWeek>,
  rules: Rules,
): Option[] {
  const games = byWeek.get(week) ?? new Map();
  const option = (team: string | null, banker: string | null): Option => {
    const points = (joker: boolean): number => scoreCard({ ...card, banker }, games, rules, joker).points;
    return { team, plain: points(false), joker: points(true) };
  };
  const counts = (id: string): boolean => {
    const state = games.get(id)?.state;
    return state === 'post' || state === 'in';
  };
  const roads = Object.entries(card.picks).flatMap(([id, side]) => {
    const game = games.get(id);
    return game !== undefined && rules.banker !== null && side === 'away' && counts(id)
      ? [option(game.away, id)]
      : [];
  });
  const calledOff = Object.entries(card.picks).some(
    ([id, side]) => side === 'away' && games.get(id)?.state === 'off',
  );
  const free = card.banker === null || !counts(card.banker) || calledOff;
  return [...roads, { ...option(null, null), free }];
}

function jokersOf({ joker }: Rules): number {
  if (joker === null) return 0;
  return joker.counts === 'first' ? 1 : JOKERS_PER_SEASON;
}

export interface Chosen {
  readonly option: Option;
  readonly joker: boolean;
}

/**
 * Chooses one option for each week, each team at most once, and the weeks with a joker. Exact: it solves an
 * assignment problem for each set of joker weeks that could still win. The result without jokers plus the
 * largest gain of each joker week is an upper bound of a set.
 */
export function bestUse(
  weeks: readonly (readonly Option[])[],
  jokers: number,
  rest: Rest = NO_REST,
): Chosen[] {
  let best = solveWith(weeks, new Set());
  const without = best.value;
  const gains = weeks.map((options) => Math.max(0, ...options.map(({ plain, joker }) => joker - plain)));
  const sets = subsets(gains, jokers)
    .map((set) => ({ set, bound: without + [...set].reduce((sum, i) => sum + (gains[i] as number), 0) }))
    .sort((a, b) => b.bound - a.bound);
  for (const { set, bound } of sets) {
    if (bound <= best.value) break;
    rest();
    const found = solveWith(weeks, set);
    if (found.value > best.value) best = found;
  }
  return best.chosen;
}

function solveWith(
  weeks: readonly (readonly Option[])[],
  jokers: ReadonlySet<number>,
): { value: number; chosen: Chosen[] } {
  const teams = [...new Set(weeks.flatMap((options) => options.flatMap(({ team }) => team ?? [])))];
  const column = new Map(teams.map((team, i) => [team, i]));
  const values = weeks.map((options, i) => {
    const row = new Array<number>(teams.length + weeks.length).fill(2 * FORBIDDEN);
    const joker = jokers.has(i);
    const onlyNone = options.every(({ team }) => team === null);
    for (const option of options) {
      const value = joker ? option.joker : option.plain;
      if (option.team !== null) row[column.get(option.team) as number] = value;
      else row[teams.length + i] = onlyNone || option.free ? value : value + FORBIDDEN;
    }
    return row;
  });
  const places = assign(values);
  const chosen = weeks.map((options, i) => {
    const team = teams[places[i] as number] ?? null;
    const option = options.find((one) => one.team === team) as Option;
    return { option, joker: jokers.has(i) };
  });
  const value = places.reduce((sum, at, i) => sum + ((values[i] as number[])[at] as number), 0);
  return { value, chosen };
}

/** Returns all non-empty sets of at most `size` weeks in which a joker gains points. */
function subsets(gains: readonly number[], size: number): ReadonlySet<number>[] {
  const useful = gains.flatMap((gain, i) => (gain > 0 ? [i] : []));
  const found: Set<number>[] = [];
  const extend = (from: number, set: readonly number[]): void => {
    if (set.length > 0) found.push(new Set(set));
    if (set.length === size) return;
    for (let i = from; i < useful.length; i += 1) extend(i + 1, [...set, useful[i] as number]);
  };
  extend(0, []);
  return found;
}
