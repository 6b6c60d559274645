import type { WeekBase } from '@sunday-live/contract';
import type { Rules } from '@sunday-live/scoring';
import type { SeasonColumns } from './season-columns.js';

/** Returns the ids of members whose joker of the week counts by the rules of the columns. */
export function jokersThatCount(
  { weeks, members, players }: SeasonColumns,
  week: number,
): ReadonlySet<string> {
  const jokers = weeks.find((each) => each.week === week)?.values?.jokers;
  return new Set([...members].filter((slot) => jokers?.[slot] === 1).map((slot) => players.at(slot).id));
}

/** Returns the totals of the season's other weeks, for each member with a card in one of them. */
export function basesOf(
  { weeks, members, players }: SeasonColumns,
  except: number,
  rules: Rules,
): WeekBase[] {
  const valuesOf = (wanted: (week: number) => boolean) =>
    weeks.flatMap(({ week, values }) => (values !== null && wanted(week) ? [values] : []));
  const others = valuesOf((week) => week !== except);
  const spending = rules.joker?.counts === 'first' ? valuesOf((week) => week < except) : [];
  return [...members]
    .filter((slot) => others.some(({ has }) => has[slot] === 1))
    .map((slot) => {
      const jokerSpent = spending.some(({ jokers }) => jokers[slot] === 1);
      const base = {
        player: players.at(slot).id,
        points: 0,
        right: 0,
        bankerPoints: 0,
        bankers: 0,
        jokerSpent,
      };
      for (const { totals } of others) {
        for (const field of ['points', 'right', 'bankerPoints', 'bankers'] as const)
          base[field] += totals[field][slot] ?? 0;
      }
      return base;
    });
}
