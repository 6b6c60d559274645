import type { Game, MyCards, Season } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import type { TeamForm } from '../../../game/team-form.js';

/** Which road team is meant to be the banker, by week. */
export type Plan = Readonly<Record<string, string>>;

/** A road game that can still carry a banker. */
export interface RoadGame {
  readonly week: number;
  readonly team: string;
  readonly opponent: string;
  /** The opponent's record; undefined before it has played. */
  readonly record: string | undefined;
  /** Whether the opponent loses most of its games. */
  readonly weak: boolean;
}

/** A week whose banker is not locked yet. */
export interface PlanWeek {
  readonly week: number;
  /** `Week 4`, `Super Bowl` */
  readonly name: string;
  /** Null: its kickoffs are to be set. */
  readonly deadline: string | null;
  /** Weakest opponents first. */
  readonly games: readonly RoadGame[];
  /** The banker on the saved card. */
  readonly saved: string | undefined;
}

type Forms = ReadonlyMap<string, TeamForm>;

/** A team that has won less than this share of its games is a weak one. */
const WEAK = 0.4;

/** The weeks that can be planned, with their road games. Games that have begun or were called off are left out. */
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

/** A team without a game is taken as an average one. */
function share(forms: Forms, team: string): number {
  return forms.get(team)?.share ?? 0.5;
}

/** The week in which a team was, or is on a saved card, the banker; not counting one week. */
export function usedIn(team: string, bankers: MyCards['bankers'], except?: number): number | undefined {
  return bankers.find((banker) => banker.team === team && banker.week !== except)?.week;
}

/** The plan with a team for a week, or without it when it was planned there already. */
export function withTeam(plan: Plan, week: number, team: string): Plan {
  const { [week]: before, ...rest } = plan;
  return before === team || team === '' ? rest : { ...rest, [week]: team };
}

/** What stands against a plan, by week. */
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

/** What the browser has kept is a plan. */
export function isPlan(value: unknown): value is Plan {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((team) => typeof team === 'string')
  );
}
