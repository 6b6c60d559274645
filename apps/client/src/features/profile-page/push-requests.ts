import type { PushChoices, PushSettings } from '@sunday-live/contract';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { getJson, sendJson } from '../../http/http.js';
import { checked, flag, list, nullable, object, type Shape, text, whole } from '../../http/shape.js';

export const pushSettingsShape: Shape<PushSettings> = object<PushSettings>({
  serverKey: text,
  choices: object<PushChoices>({
    lead: flag,
    banker: flag,
    deadline: flag,
    result: flag,
    sound: flag,
    league: nullable(text),
  }),
  devices: list(
    object<PushSettings['devices'][number]>({
      id: text,
      userAgent: nullable(text),
      since: text,
      delaySeconds: whole,
      refused: flag,
    }),
  ),
});

export const pushQuery = queryOptions({
  queryKey: ['push'],
  queryFn: ({ signal }) => getJson('/api/me/push', pushSettingsShape, signal),
});

/** Chooses what is told; every part of the page shows it at once. */
export async function choose(client: QueryClient, choices: PushChoices): Promise<void> {
  const settings: unknown = await sendJson('PUT', '/api/me/push/choices', choices);
  client.setQueryData<PushSettings>(pushQuery.queryKey, checked(pushSettingsShape, settings));
}
