import { createHash } from 'node:crypto';

const LENGTH = 40;

/** Returns the Message-ID of an email, the same for each attempt. */
export function messageIdOf(key: string, host: string): string {
  return `<${createHash('sha256').update(key).digest('hex').slice(0, LENGTH)}@${host}>`;
}

/** SQL for the local part of the Message-ID. */
export const MESSAGE_ID_SQL = `left(encode(sha256(convert_to(key, 'UTF8')), 'hex'), ${LENGTH})`;
