import type { Results, WeekResult } from '@sunday-live/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { seasonType } from '../live/frames.js';
import { amount } from './amount.js';
import { getJson } from './http.js';
import { list, nullable, object, oneOf, type Shape, text, whole } from './shape.js';

const MINUTE = 60_000;

const results: Shape<Results> = object<Results>({
  season: whole,
  type: seasonType,
  weeks: list(
    object<WeekResult>({
      week: whole,
      state: oneOf('open', 'confirmed', 'alert'),
      confirmedAt: nullable(text),
      averagePoints: nullable(amount),
      players: whole,
    }),
  ),
});

const resultsQuery = queryOptions({
  queryKey: ['results'],
  queryFn: ({ signal }) => getJson('/api/results', results, signal),
  staleTime: MINUTE,
});

/** What a table counts of a season. */
export interface Counted {
  readonly season: number;
  readonly type: Results['type'];
  /** null = every week that has begun */
  readonly week: number | null;
  /** Every game that counts is over or called off. */
  readonly over: boolean;
}

/**
 * Whether a table can still change: while games are left, and until the results are confirmed. The one meaning of
 * "unofficial" on every page.
 */
export function isUnofficial({ season, type, week, over }: Counted, known: Results | undefined): boolean {
  if (!over || known === undefined) return true;
  // of seasons past nothing is left to confirm
  if (known.season !== season || known.type !== type) return false;
  const counted = known.weeks.filter((each) => week === null || each.week === week);
  return (week !== null && counted.length === 0) || counted.some(({ state }) => state !== 'confirmed');
}

/** The same, asked anew while only the confirmation is missing. */
export function useUnofficial(counted: Counted): boolean {
  const { data } = useQuery({
    ...resultsQuery,
    enabled: counted.over,
    refetchInterval: ({ state }) => (isUnofficial(counted, state.data) ? MINUTE : false),
  });
  return isUnofficial(counted, data);
}
