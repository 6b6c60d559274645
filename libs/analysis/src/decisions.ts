import { gamesByWeek, RULES, type Side, scoreCard } from '@sunday-live/scoring';
import type { LeagueSeason } from './league-season.js';
import { NO_REST, type Rest } from './rest.js';
import { scoreMembers } from './scored-weeks.js';

/** The worth of each choice of a week, in points. */
export interface WeekDecisions {
  readonly week: number;
  /** The picks compared with the most common picks of the league, both without a banker. */
  readonly picks: number;
  /** The banker compared with the same card without one, before the joker. */
  readonly banker: number;
  /** The joker compared with the same card without it. */
  readonly joker: number;
}

export interface Decisions {
  readonly player: string;
  readonly weeks: readonly WeekDecisions[];
  readonly total: { readonly picks: number; readonly banker: number; readonly joker: number };
}

export function decisionsOf(input: LeagueSeason, rest: Rest = NO_REST): Decisions[] {
  const rules = RULES[input.rules];
  const byWeek = gamesByWeek(input.games);
  const most = mostPicked(input);
  return scoreMembers(input, rest).map(({ member, weeks }) => {
    rest();
    const found = weeks.map(({ week, card, score }) => {
      const games = byWeek.get(week) ?? new Map();
      const points = (given: Partial<typeof card>): number =>
        scoreCard({ ...card, ...given }, games, rules, false).points;
      const crowd = Object.fromEntries(Object.keys(card.picks).map((id) => [id, most.get(id) ?? 'home']));
      const plain = points({ banker: null });
      const banker = points({}) - plain;
      return {
        week,
        picks: plain - points({ picks: crowd, banker: null }),
        banker,
        joker: score.points - plain - banker,
      };
    });
    const total = (of: (week: WeekDecisions) => number): number =>
      found.reduce((sum, week) => sum + of(week), 0);
    return {
      player: member.id,
      weeks: found,
      total: {
        picks: total(({ picks }) => picks),
        banker: total(({ banker }) => banker),
        joker: total(({ joker }) => joker),
      },
    };
  });
}

/** Returns the side that most of the league picked, by game; the home team when the picks are even. */
function mostPicked({ members }: LeagueSeason): Map<string, Side> {
  const balance = new Map<string, number>();
  for (const { cards } of members) {
    for (const { picks } of cards) {
      for (const [id, side] of Object.entries(picks)) {
        balance.set(id, (balance.get(id) ?? 0) + (side === 'home' ? 1 : -1));
      }
    }
  }
  return new Map([...balance].map(([id, homes]) => [id, homes >= 0 ? 'home' : 'away']));
}
