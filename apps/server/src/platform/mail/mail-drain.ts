import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { MailStore } from './mail.store.js';
import { MailSender } from './mail-sender.js';

/** Sends what is due, one mail after the other, until nothing is or the server fails. Several may run at once. */
@Injectable()
export class MailDrain implements BeforeApplicationShutdown {
  private stopped = false;

  constructor(
    private readonly store: MailStore,
    private readonly sender: MailSender,
  ) {}

  beforeApplicationShutdown(): void {
    this.stopped = true;
  }

  async run(): Promise<void> {
    while (!this.stopped) {
      const mail = await this.store.claim(this.sender.leaseMs);
      if (mail === null) return;
      await this.sender.send(mail);
    }
  }
}
