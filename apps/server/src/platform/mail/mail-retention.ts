import { Injectable } from '@nestjs/common';
import { Clock } from '../async/clock.js';
import { Chores } from '../work/chores.js';
import { Delivery } from './delivery.js';
import { MailStore } from './mail.store.js';

/** What was settled is kept so long: until nobody asks for the same mail again, or why it did not come. */
export const KEPT_DAYS = 90;
/** Mails of no account, as a goodbye: the address goes soon after the account. */
export const KEPT_DAYS_OF_NOBODY = 7;
/** Files of emails that are younger than this may be in the making. */
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

  /** @returns how many are gone */
  async clear(): Promise<number> {
    const own = await this.store.removeSettled(KEPT_DAYS, 'anybody');
    const nobodys = await this.store.removeSettled(KEPT_DAYS_OF_NOBODY, 'nobody');
    await this.clearKept(new Date(this.clock.now().getTime() - KEPT_MS));
    return own + nobodys;
  }

  /** Removes what the delivery keeps of mails that were made before a moment and are in the table no more. */
  clearKept(before: Date): Promise<void> {
    return this.delivery.clear(before, (mails) => this.store.gone(mails));
  }
}
