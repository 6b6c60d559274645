import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { getJson, type Schema } from '../../http/http.js';

/** Query key of everything that the console reads; all of it is read again after each change. */
export const ADMIN_KEY = 'admin';

/** Reads one of the admin's routes. @param everyMs interval of repeated reads while it is shown */
export function useAdmin<T>(path: string, schema: Schema<T>, everyMs?: number): UseQueryResult<T> {
  return useQuery({
    queryKey: [ADMIN_KEY, path],
    queryFn: ({ signal }) => getJson(`/api/admin/${path}`, schema, signal),
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
  });
}
