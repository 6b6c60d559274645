import type { Position } from '@sunday-live/contract';
import {
  type Query,
  type QueryKey,
  type UseQueryOptions,
  type UseQueryResult,
  useQuery,
} from '@tanstack/react-query';
import { useEffect } from 'react';

/**
 * Delay after an answer that is still too old, because it was already on its way, and after a failed request.
 */
const AGAIN_MS = 3_000;

/**
 * Returns whether an answer lacks changes up to `wanted`: it is from an earlier position, or from another
 * epoch of the log.
 */
export function isOlder(answer: Position, wanted: Position): boolean {
  return answer.epoch !== wanted.epoch || answer.seq < wanted.seq;
}

type Interval<T, K extends QueryKey> = NonNullable<UseQueryOptions<T, Error, T, K>['refetchInterval']>;

/** Returns the refetch interval: short while the answer is older than wanted, otherwise the usual one. */
export function againWhile<T extends Position, K extends QueryKey>(
  wanted: Position | null,
  usual: Interval<T, K>,
): (asked: Query<T, Error, T, K>) => number | false | undefined {
  return (asked) => {
    const { data } = asked.state;
    if (data && wanted && isOlder(data, wanted)) return AGAIN_MS;
    return typeof usual === 'function' ? usual(asked) : usual;
  };
}

/**
 * Runs a query whose data must be combined with data of the position `wanted` (P70). An older answer is
 * returned meanwhile and requested again; callers that cannot use it check `isOlder`.
 * @param wanted null: any answer will do
 */
export function useAnswerFrom<T extends Position, K extends QueryKey>(
  query: UseQueryOptions<T, Error, T, K>,
  wanted: Position | null,
): UseQueryResult<T> {
  const result = useQuery({ ...query, refetchInterval: againWhile(wanted, query.refetchInterval ?? false) });
  const { data, refetch } = result;
  const enabled = query.enabled !== false;
  const older = enabled && data !== undefined && wanted !== null && isOlder(data, wanted);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each position is asked for once, and then every few seconds.
  useEffect(() => {
    if (older) void refetch({ cancelRefetch: false });
  }, [older, wanted?.epoch, wanted?.seq, refetch]);
  return result;
}
