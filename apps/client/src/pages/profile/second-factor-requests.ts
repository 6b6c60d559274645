import { z } from '@sunday-live/contract/zod';
import type { QueryClient } from '@tanstack/react-query';
import { sendJson } from '../../http/http.js';
import { meQuery } from '../../http/queries.js';

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
