import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { getJson } from '../../http/http.js';
import type { Shape } from '../../http/shape.js';

/** Everything that the console reads is kept under this key, and read anew after each change. */
export const ADMIN_KEY = 'admin';

/** Reads one of the admin's routes. @param everyMs reads it again and again while it is looked at */
export function useAdmin<T>(path: string, shape: Shape<T>, everyMs?: number): UseQueryResult<T> {
  return useQuery({
    queryKey: [ADMIN_KEY, path],
    queryFn: ({ signal }) => getJson(`/api/admin/${path}`, shape, signal),
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
  });
}
