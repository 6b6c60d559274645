import { type PushChoices, type PushSettings, pushSettingsSchema } from '@sunday-live/contract';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { getJson, sendJson } from '../../http/http.js';

export const pushQuery = queryOptions({
  queryKey: ['push'],
  queryFn: ({ signal }) => getJson('/api/me/push', pushSettingsSchema, signal),
});

/** Saves the chosen kinds; every part of the page shows them at once. */
export async function choose(client: QueryClient, choices: PushChoices): Promise<void> {
  const settings: unknown = await sendJson('PUT', '/api/me/push/choices', choices);
  client.setQueryData<PushSettings>(pushQuery.queryKey, pushSettingsSchema.parse(settings));
}
