import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Config } from '../config/config.js';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

type Secrets = Pick<Config, 'sessionSecret' | 'previousSecret'>;

/** Encrypts what a table must not contain in clear text (AES-256-GCM). */
export class Seal {
  private readonly key: Buffer;
  private readonly previous: Buffer | null;

  /** @param purpose of the encrypted text: each purpose has its own key, whatever the secret */
  constructor({ sessionSecret, previousSecret }: Secrets, purpose: string) {
    this.key = keyOf(sessionSecret, purpose);
    this.previous = previousSecret === null ? null : keyOf(previousSecret, purpose);
  }

  close(values: unknown): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.key, nonce);
    const sealed = Buffer.concat([cipher.update(JSON.stringify(values), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** @throws when the text was encrypted with neither the present secret nor the previous one, or has been changed */
  open(sealed: Buffer): unknown {
    if (this.previous === null) return opened(sealed, this.key);
    try {
      return opened(sealed, this.key);
    } catch {
      return opened(sealed, this.previous);
    }
  }
}

function keyOf(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
}

function opened(sealed: Buffer, key: Buffer): unknown {
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const text = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  return JSON.parse(text.toString('utf8'));
}
