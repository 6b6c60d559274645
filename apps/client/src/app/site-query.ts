import type { SiteStatus } from '@sunday-live/contract';
import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../http/http.js';
import { flag, nullable, object, oneOf, type Shape, text } from '../http/shape.js';

const LOOK_EVERY_MS = 30_000;

const siteStatus: Shape<SiteStatus> = object<SiteStatus>({
  registration: oneOf('open', 'closed'),
  livePage: flag,
  maintenance: flag,
  notice: nullable(text),
});

/** What admins have switched for everybody. */
export const siteQuery = queryOptions({
  queryKey: ['site'],
  queryFn: ({ signal }) => getJson('/api/status', siteStatus, signal),
  refetchInterval: LOOK_EVERY_MS,
  staleTime: LOOK_EVERY_MS,
  retry: false,
});
