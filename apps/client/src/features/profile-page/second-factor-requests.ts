import type { QueryClient } from '@tanstack/react-query';
import { sendJson } from '../../http/http.js';
import { meQuery } from '../../http/queries.js';
import { checked, list, object, type Shape, text } from '../../http/shape.js';

/** What an authenticator app is told, and the codes for the day on which it is lost. */
export interface Setup {
  readonly totpURI: string;
  readonly backupCodes: string[];
}

const setupShape: Shape<Setup> = object<Setup>({ totpURI: text, backupCodes: list(text) });
const codesShape = object<Pick<Setup, 'backupCodes'>>({ backupCodes: list(text) });

export async function startSetup(password: string): Promise<Setup> {
  return checked(setupShape, await sendJson('POST', '/api/auth/two-factor/enable', { password }));
}

/** From now on it is in force. */
export async function finishSetup(client: QueryClient, code: string): Promise<void> {
  await sendJson('POST', '/api/auth/two-factor/verify-totp', { code: code.replace(/\s/g, '') });
  await client.invalidateQueries({ queryKey: meQuery.queryKey });
}

export async function newBackupCodes(password: string): Promise<string[]> {
  const answer: unknown = await sendJson('POST', '/api/auth/two-factor/generate-backup-codes', { password });
  const checkCodes: Shape<Pick<Setup, 'backupCodes'>> = codesShape;
  return checked(checkCodes, answer).backupCodes;
}

export async function switchOff(client: QueryClient, password: string): Promise<void> {
  await sendJson('POST', '/api/auth/two-factor/disable', { password });
  await client.invalidateQueries({ queryKey: meQuery.queryKey });
}
