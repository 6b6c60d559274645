import { type Me, meSchema, sessionsSchema, type UpdateMe } from '@sunday-live/contract';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { getJson, sendJson } from '../../http/http.js';
import { inTheirZone, meQuery } from '../../http/queries.js';

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => getJson('/api/me/sessions', sessionsSchema, signal),
});

/** Changes the given fields; every page shows the result at once. */
export async function changeProfile(client: QueryClient, change: UpdateMe): Promise<void> {
  const me: unknown = await sendJson('PATCH', '/api/me', change);
  client.setQueryData<Me | null>(meQuery.queryKey, inTheirZone(meSchema.parse(me)));
}
