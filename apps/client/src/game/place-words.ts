import { plain, type Season } from '@sunday-live/contract';

/** Returns the ranks that more than one row has. */
export function sharedRanks(rows: readonly { readonly rank: number }[]): ReadonlySet<number> {
  const seen = new Set<number>();
  const shared = new Set<number>();
  for (const { rank } of rows) (seen.has(rank) ? shared : seen).add(rank);
  return shared;
}

/** Formats a number: `12`, `−8.5`; a dash for null. */
export function figure(value: number | null): string {
  return value === null ? '–' : plain(value);
}

/** Returns the weeks with something to show, latest first: all that do not take picks any more. */
export function playedWeeks(season: Season): number[] {
  return season.weeks
    .filter(({ week, state }) => isOver(state) || week <= (season.resultsWeek ?? 0))
    .map(({ week }) => week)
    .sort((a, b) => b - a);
}

function isOver(state: Season['weeks'][number]['state']): boolean {
  return state === 'locked' || state === 'done';
}
