import { type Position, type Results, resultsSchema } from '@sunday-live/contract';
import { queryOptions } from '@tanstack/react-query';
import { useAnswerFrom } from './answer-from.js';
import { getJson } from './http.js';

const MINUTE = 60_000;

const resultsQuery = queryOptions({
  queryKey: ['results'],
  queryFn: ({ signal }) => getJson('/api/results', resultsSchema, signal),
  staleTime: MINUTE,
});

/** The games that standings count. */
export interface Counted {
  readonly season: number;
  readonly type: Results['type'];
  /** null: every week that has begun. */
  readonly week: number | null;
  /** Every game that counts is over or called off. */
  readonly over: boolean;
}

/**
 * Returns whether standings can still change: while games are left, and until the results are confirmed.
 * Every page uses this meaning of "unofficial".
 */
export function isUnofficial({ season, type, week, over }: Counted, known: Results | undefined): boolean {
  if (!over || known === undefined) return true;
  // past seasons have nothing left to confirm
  if (known.season !== season || known.type !== type) return false;
  const counted = known.weeks.filter((each) => week === null || each.week === week);
  return (week !== null && counted.length === 0) || counted.some(({ state }) => state !== 'confirmed');
}

/**
 * Returns `isUnofficial`, and repeats the request while only the confirmation is missing.
 * @param position the position of the games: a correction withdraws a confirmation, so an older answer is
 * requested again (P70)
 */
export function useUnofficial(counted: Counted, position: Position | null): boolean {
  const { data } = useAnswerFrom(
    {
      ...resultsQuery,
      enabled: counted.over,
      refetchInterval: ({ state }) => (isUnofficial(counted, state.data) ? MINUTE : false),
    },
    position,
  );
  return isUnofficial(counted, data);
}
