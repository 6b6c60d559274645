import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { Seal } from '../seal.js';

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
