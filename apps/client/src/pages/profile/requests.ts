import {
  type Me,
  meSchema,
  type PushChoices,
  type PushSettings,
  pushSettingsSchema,
  sessionsSchema,
  type UpdateMe,
} from '@sunday-live/contract';
import { z } from '@sunday-live/contract/zod';
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

export const pushQuery = queryOptions({
  queryKey: ['push'],
  queryFn: ({ signal }) => getJson('/api/me/push', pushSettingsSchema, signal),
});

/** Saves the chosen kinds; every part of the page shows them at once. */
export async function choose(client: QueryClient, choices: PushChoices): Promise<void> {
  const settings: unknown = await sendJson('PUT', '/api/me/push/choices', choices);
  client.setQueryData<PushSettings>(pushQuery.queryKey, pushSettingsSchema.parse(settings));
}

const codesSchema = z.object({ backupCodes: z.array(z.string()) });
const setupSchema = z.extend(codesSchema, { totpURI: z.string() });
/** The secret for an authenticator app, and backup codes for a lost one. */
export type Setup = z.infer<typeof setupSchema>;

export async function startSetup(password: string): Promise<Setup> {
  return setupSchema.parse(await sendJson('POST', '/api/auth/two-factor/enable', { password }));
}

/** Switches the second factor on. */
export async function finishSetup(client: QueryClient, code: string): Promise<void> {
  await sendJson('POST', '/api/auth/two-factor/verify-totp', { code: code.replace(/\s/g, '') });
  await client.invalidateQueries({ queryKey: meQuery.queryKey });
}

export async function newBackupCodes(password: string): Promise<string[]> {
  const answer: unknown = await sendJson('POST', '/api/auth/two-factor/generate-backup-codes', { password });
  return codesSchema.parse(answer).backupCodes;
}

export async function switchOff(client: QueryClient, password: string): Promise<void> {
  await sendJson('POST', '/api/auth/two-factor/disable', { password });
  await client.invalidateQueries({ queryKey: meQuery.queryKey });
}
