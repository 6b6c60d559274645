import type { Me, Session, UpdateMe } from '@sunday-live/contract';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { getJson, sendJson } from '../../http/http.js';
import { inTheirZone, meQuery } from '../../http/queries.js';
import { checked, flag, list, nullable, object, type Shape, text } from '../../http/shape.js';
import * as shapes from '../../http/shapes.js';

export const sessionsShape: Shape<Session[]> = list(
  object<Session>({ id: text, userAgent: nullable(text), startedAt: text, seenAt: text, current: flag }),
);

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => getJson('/api/me/sessions', sessionsShape, signal),
});

/** Changes what is given; every page shows it at once. */
export async function changeProfile(client: QueryClient, change: UpdateMe): Promise<void> {
  const me: unknown = await sendJson('PATCH', '/api/me', change);
  client.setQueryData<Me | null>(meQuery.queryKey, inTheirZone(checked(shapes.me, me)));
}
