import type { Page } from '@sunday-live/contract';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { getJson, type Schema } from '../../http/http.js';
import { type PagesResult, usePages } from '../../http/pages.js';

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

/** Reads one of the admin's lists page by page. @param everyMs as `useAdmin` */
export function useAdminPages<P extends Page>(
  path: string,
  schema: Schema<P>,
  everyMs?: number,
): PagesResult<P> {
  return usePages({ key: [ADMIN_KEY], path: `/api/admin/${path}`, schema, everyMs });
}
