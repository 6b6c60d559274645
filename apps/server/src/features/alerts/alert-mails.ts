import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/config.js';
import { button, type Letter, letter, paragraph } from '../../platform/mail/letter.js';
import { MailKinds, mailKind } from '../../platform/mail/mail-kind.js';
import { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { UserEntity } from '../auth/user.entity.js';
import { ADMINS } from './alerts.sql.js';

const KIND = 'admin-alert';
const schema = z.object({
  player: z.string(),
  title: z.string(),
  message: z.string(),
  url: z.url({ protocol: /^https?$/ }),
});

/** Sends alerts to all admins by email. */
@Injectable()
export class AlertMails {
  constructor(
    private readonly db: DataSource,
    private readonly outbox: MailOutbox,
    @Inject(CONFIG) private readonly config: Config,
    kinds: MailKinds,
  ) {
    kinds.register(mailKind({ kind: KIND, unasked: true, schema, write: (alert) => this.write(alert) }));
  }

  /** @param about identifies this news of the subject */
  async send(tx: EntityManager, about: string, alert: { title: string; message: string }): Promise<void> {
    const data = { title: alert.title, message: alert.message, url: `${this.config.publicUrl}/admin/alerts` };
    await this.outbox.enqueueToPlayers(tx, { kind: KIND, about, data }, ADMINS);
  }

  /** Builds the email; null when the player is no longer an admin. */
  private async write({ player, title, message, url }: z.infer<typeof schema>): Promise<Letter | null> {
    const isAdmin = await this.db.manager.existsBy(UserEntity, { id: player, role: 'admin' });
    if (!isAdmin) return null;
    return letter({
      subject: title,
      title,
      blocks: [...message.split('\n').map(paragraph), button('Open the alerts', url)],
    });
  }
}
