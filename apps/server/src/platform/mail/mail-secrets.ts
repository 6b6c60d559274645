import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { Seal } from '../seal.js';

/** Locks away what a mail carries and a table must not show: links with tokens. */
@Injectable()
export class MailSecrets {
  private readonly lock: Seal;

  constructor(@Inject(CONFIG) config: Config) {
    this.lock = new Seal(config, 'sunday-live mail outbox');
  }

  seal(values: object): Buffer {
    return this.lock.close(values);
  }

  /** @throws when it was sealed with neither the secret nor the one before, or changed since */
  open(sealed: Buffer): unknown {
    return this.lock.open(sealed);
  }
}
