import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Log } from '../../platform/logging/log.module.js';
import { Tickers } from '../../platform/work/tickers.js';
import { ClashMails } from '../cards/clash-mails.js';
import { ConfirmationMails } from './confirmation-mails.js';
import { ReminderMails } from './reminder-mails.js';
import { ResultMails } from './result-mails.js';

/** Name of the ticker that plans emails. */
export const MAIL_PLAN_TICKER = 'mail-plan';
const EVERY_MS = 30_000;

/**
 * Stores the emails that are due at a tick. It may run twice, late or on several workers: each email is stored once.
 */
@Injectable()
export class MailPlan implements BeforeApplicationShutdown {
  private readonly parts: readonly { enqueueDue(signal: AbortSignal): Promise<number> }[];
  private readonly stop = new AbortController();
  private running: Promise<number> = Promise.resolve(0);

  constructor(
    reminders: ReminderMails,
    confirmations: ConfirmationMails,
    results: ResultMails,
    clashes: ClashMails,
    private readonly log: Log,
    tickers: Tickers,
  ) {
    tickers.register({ name: MAIL_PLAN_TICKER, everyMs: EVERY_MS, run: () => this.run() });
    this.parts = [reminders, confirmations, results, clashes];
  }

  /** Ends the running plan after its present step; the next one stores the rest. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  /** Runs every part, even when one fails. @returns the number of new emails */
  run(): Promise<number> {
    this.running = this.plan();
    return this.running;
  }

  private async plan(): Promise<number> {
    let added = 0;
    for (const part of this.parts) {
      try {
        added += await part.enqueueDue(this.stop.signal);
      } catch (error) {
        this.log.failure('due emails could not be stored, and wait for the next tick', error, {
          part: part.constructor.name,
        });
      }
    }
    return added;
  }
}
