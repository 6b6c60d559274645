import { place, plain, type Season } from '@sunday-live/contract';

/** Ranks that more than one row has. */
export function sharedRanks(rows: readonly { readonly rank: number }[]): ReadonlySet<number> {
  const seen = new Set<number>();
  const shared = new Set<number>();
  for (const { rank } of rows) (seen.has(rank) ? shared : seen).add(rank);
  return shared;
}

/** `3`, or `T3` where the place is shared. */
export function placeWords(rank: number, shared: ReadonlySet<number>): string {
  return place(rank, shared.has(rank));
}

/** `12`, `−8.5`: with a real minus and at most one decimal; a dash where there is nothing yet. */
export function figure(value: number | null): string {
  return value === null ? '–' : plain(value);
}

/** Whether any pick of any row has counted. */
export function hasBegun(rows: readonly { readonly played: number }[]): boolean {
  return rows.some(({ played }) => played > 0);
}

/** The weeks that have something to show, latest first: all that do not take picks any more. */
export function playedWeeks(season: Season): number[] {
  return season.weeks
    .filter(({ week, state }) => isOver(state) || week <= (season.resultsWeek ?? 0))
    .map(({ week }) => week)
    .sort((a, b) => b - a);
}

function isOver(state: Season['weeks'][number]['state']): boolean {
  return state === 'locked' || state === 'done';
}
