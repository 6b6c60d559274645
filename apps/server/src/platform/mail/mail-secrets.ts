import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { Seal } from '../secrets/seal.js';

/** Locks away what a mail carries and a table must not show: links with tokens. */
@Injectable()
export class MailSecrets {
  private readonly lock: Seal;

  constructor(@Inject(CONFIG) config: Config) {
    this.lock = new Seal(config.sessionSecret, 'sunday-live mail outbox');
  }

  seal(values: object): Buffer {
    return this.lock.close(values);
  }

  /** @throws when it was sealed with another secret, or changed since */
  open(sealed: Buffer): unknown {
    return this.lock.open(sealed);
  }
}
