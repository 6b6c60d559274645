import type { Game, MyCards, Season } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import type { TeamForm } from '../../../game/team-form.js';
import type { SeasonKey } from '../../../http/week.js';

/** The planned banker's team, by week. */
export type Plan = Readonly<Record<string, string>>;

/** A road game that a banker is still possible on. */
export interface RoadGame {
  readonly week: number;
  readonly team: string;
  readonly opponent: string;
  /** The opponent's record; undefined before its first game. */
  readonly record: string | undefined;
  /** Whether the opponent loses most of its games. */
  readonly weak: boolean;
}

/** A week whose banker is not locked yet. */
export interface PlanWeek {
  readonly week: number;
  /** `Week 4`, `Super Bowl` */
  readonly name: string;
  /** Null: its kickoffs are not set yet. */
  readonly deadline: string | null;
  /** Weakest opponents first. */
  readonly games: readonly RoadGame[];
  /** The banker on the saved card. */
  readonly saved: string | undefined;
}

type Forms = ReadonlyMap<string, TeamForm>;

/** A team with a smaller share of wins counts as weak. */
const WEAK = 0.4;

/**
 * Returns the weeks that can be planned, with their road games. Games that have begun or were called off are
 * left out.
 */
export function planWeeks(season: Season, games: readonly Game[], cards: MyCards, forms: Forms): PlanWeek[] {
  return season.weeks
    .filter(({ state }) => state === 'open' || state === 'upcoming')
    .map(({ week, name, deadline, state }) => ({
      week,
      name,
      deadline: state === 'upcoming' ? null : deadline,
      games: games
        .filter((game) => game.week === week && game.state === 'pre')
        .map((game) => roadGame(game, forms))
        .sort((a, b) => share(forms, a.opponent) - share(forms, b.opponent) || (a.team < b.team ? -1 : 1)),
      saved: cards.bankers.find((banker) => banker.week === week)?.team,
    }));
}

function roadGame({ week, away, home }: Game, forms: Forms): RoadGame {
  const form = forms.get(home);
  return {
    week,
    team: away,
    opponent: home,
    record: form?.record,
    weak: form !== undefined && form.share < WEAK,
  };
}

/** A team without a game counts as average. */
function share(forms: Forms, team: string): number {
  return forms.get(team)?.share ?? 0.5;
}

/** Returns the week in which a team was the banker, or is on a saved card; without the week `except`. */
export function usedIn(team: string, bankers: MyCards['bankers'], except?: number): number | undefined {
  return bankers.find((banker) => banker.team === team && banker.week !== except)?.week;
}

/** Returns the plan with a team for a week, or without it if it was planned there. */
export function withTeam(plan: Plan, week: number, team: string): Plan {
  const { [week]: before, ...rest } = plan;
  return before === team || team === '' ? rest : { ...rest, [week]: team };
}

/** Returns the conflict of each planned week, in words. */
export function conflicts(
  type: Season['type'],
  plan: Plan,
  weeks: readonly PlanWeek[],
  bankers: MyCards['bankers'],
): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const { week, games, saved } of weeks) {
    const team = plan[week];
    if (!team) continue;
    const used = usedIn(team, bankers, week);
    const twice = weeks.find((other) => other.week !== week && plan[other.week] === team);
    if (!games.some((game) => game.team === team))
      found.set(week, `${team} has no road game this week any more.`);
    else if (used !== undefined)
      found.set(week, `${team} is your banker in ${weekPhrase(type, used)} already.`);
    else if (twice) found.set(week, `${team} is planned for ${weekPhrase(type, twice.week)}, too.`);
    else if (saved && saved !== team) found.set(week, `Your saved card says ${saved}.`);
  }
  return found;
}

/** Returns whether a stored value is a plan. */
export function isPlan(value: unknown): value is Plan {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((team) => typeof team === 'string')
  );
}

/** Props of both views of the plan. */
export interface PlanView {
  /** The season whose type decides the names of the weeks. */
  readonly season: SeasonKey;
  readonly weeks: readonly PlanWeek[];
  readonly plan: Plan;
  readonly against: ReadonlyMap<number, string>;
  readonly bankers: MyCards['bankers'];
  /** Plans a team for a week; the same team again removes it. */
  readonly onChoose: (week: number, team: string) => void;
}
