import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { getJson, type Schema } from '../../http/http.js';

/** Everything that the console reads is kept under this key, and read anew after each change. */
export const ADMIN_KEY = 'admin';

/** Reads one of the admin's routes. @param everyMs reads it again and again while it is looked at */
export function useAdmin<T>(path: string, schema: Schema<T>, everyMs?: number): UseQueryResult<T> {
  return useQuery({
    queryKey: [ADMIN_KEY, path],
    queryFn: ({ signal }) => getJson(`/api/admin/${path}`, schema, signal),
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
  });
}
