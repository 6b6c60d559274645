import { siteStatusSchema } from '@sunday-live/contract';
import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../http/http.js';

const LOOK_EVERY_MS = 30_000;

/** The switches of the site. */
export const siteQuery = queryOptions({
  queryKey: ['site'],
  queryFn: ({ signal }) => getJson('/api/status', siteStatusSchema, signal),
  refetchInterval: LOOK_EVERY_MS,
  staleTime: LOOK_EVERY_MS,
  retry: false,
});
