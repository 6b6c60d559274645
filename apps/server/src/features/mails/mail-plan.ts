import { Injectable } from '@nestjs/common';
import { Log } from '../../platform/logging/log.js';
import { ClashMails } from '../cards/clash-mails.js';
import { ConfirmationMails } from './confirmation-mails.js';
import { ReminderMails } from './reminder-mails.js';
import { ResultMails } from './result-mails.js';

/** What a tick does: stores the mails that have become due. Twice, late or by several workers, each mail is stored once. */
@Injectable()
export class MailPlan {
  private readonly parts: readonly { enqueueDue(): Promise<number> }[];

  constructor(
    reminders: ReminderMails,
    confirmations: ConfirmationMails,
    results: ResultMails,
    clashes: ClashMails,
    private readonly log: Log,
  ) {
    this.parts = [reminders, confirmations, results, clashes];
  }

  /** A part that fails does not hold up the others. @returns how many mails are new */
  async run(): Promise<number> {
    let added = 0;
    for (const part of this.parts) {
      try {
        added += await part.enqueueDue();
      } catch (error) {
        this.log.failure('mails that are due wait for the next tick', error, { part: part.constructor.name });
      }
    }
    return added;
  }
}
