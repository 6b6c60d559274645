import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/config.js';
import { button, letter, paragraph } from '../../platform/mail/letter.js';
import { mailKind } from '../../platform/mail/mail-kind.js';
import { MailKinds } from '../../platform/mail/mail-kinds.js';
import { MailOutbox } from '../../platform/mail/mail-outbox.js';

const ALERT = mailKind({
  kind: 'admin-alert',
  unasked: true,
  schema: z.object({ title: z.string(), message: z.string(), url: z.url({ protocol: /^https?$/ }) }),
  write: ({ title, message, url }) =>
    letter({
      subject: title,
      title,
      blocks: [...message.split('\n').map(paragraph), button('Open the alerts', url)],
    }),
});

/** Tells every admin of an alert by mail. */
@Injectable()
export class AlertMails {
  constructor(
    private readonly outbox: MailOutbox,
    @Inject(CONFIG) private readonly config: Config,
    kinds: MailKinds,
  ) {
    kinds.register(ALERT);
  }

  /** @param about tells this news of the matter from any other */
  async send(tx: EntityManager, about: string, alert: { title: string; message: string }): Promise<void> {
    const data = { title: alert.title, message: alert.message, url: `${this.config.publicUrl}/admin/alerts` };
    await this.outbox.enqueueToPlayers(
      tx,
      { kind: ALERT.kind, about, data },
      {
        sql: `SELECT id, email, name, "timeZone" FROM "user" WHERE role = 'admin'`,
        params: [],
      },
    );
  }
}
