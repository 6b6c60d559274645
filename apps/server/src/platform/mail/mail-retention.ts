import { Injectable } from '@nestjs/common';
import { Clock } from '../async/clock.js';
import { Chores } from '../work/chores.js';
import { Delivery } from './delivery.js';
import { MailStore } from './mail.sql.js';

/** Settled emails are kept this long, so that a repeated request finds them and admins can look up failures. */
export const KEPT_DAYS = 90;
/** Emails without an account, such as a goodbye: the address is deleted soon after the account. */
export const KEPT_DAYS_OF_NOBODY = 7;
/** Younger email files may still be written. */
const KEPT_MS = 3_600_000;

/** Removes emails that were settled long ago, every hour. */
@Injectable()
export class MailRetention {
  constructor(
    private readonly store: MailStore,
    private readonly delivery: Delivery,
    private readonly clock: Clock,
    chores: Chores,
  ) {
    chores.register({ name: 'old emails', run: () => this.clear() });
  }

  /** @returns the number of deleted emails */
  async clear(): Promise<number> {
    const own = await this.store.removeSettled(KEPT_DAYS, 'anybody');
    const nobodys = await this.store.removeSettled(KEPT_DAYS_OF_NOBODY, 'nobody');
    await this.clearKept(new Date(this.clock.now().getTime() - KEPT_MS));
    return own + nobodys;
  }

  /** Removes files of emails that were stored before a moment and are no longer in the table. */
  clearKept(before: Date): Promise<void> {
    return this.delivery.clear(before, (mails) => this.store.gone(mails));
  }
}
