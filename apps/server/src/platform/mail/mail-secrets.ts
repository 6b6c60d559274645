import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { Seal } from '../seal.js';

const LENGTH = 40;

/** Returns the Message-ID of an email, the same for each attempt. */
export function messageIdOf(key: string, host: string): string {
  return `<${createHash('sha256').update(key).digest('hex').slice(0, LENGTH)}@${host}>`;
}

/** SQL for the local part of the Message-ID. */
export const MESSAGE_ID_SQL = `left(encode(sha256(convert_to(key, 'UTF8')), 'hex'), ${LENGTH})`;

/** Encrypts the secret part of an email, links with tokens, for the table. */
@Injectable()
export class MailSecrets {
  private readonly lock: Seal;

  constructor(@Inject(CONFIG) config: Config) {
    this.lock = new Seal(config, 'sunday-live mail outbox');
  }

  seal(values: object): Buffer {
    return this.lock.close(values);
  }

  /** @throws when it was encrypted with neither the present secret nor the previous one, or was changed since */
  open(sealed: Buffer): unknown {
    return this.lock.open(sealed);
  }
}
