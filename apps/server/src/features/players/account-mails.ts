import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { mailKind } from '../../platform/mail/mail-kind.js';
import { MailKinds } from '../../platform/mail/mail-kinds.js';
import { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { resetLetter, verificationLetter } from './account-letters.js';

export interface MailAccount {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

const schema = z.object({ name: z.string(), url: z.url({ protocol: /^https?$/ }) });
/** Somebody waits for these. */
const PRIORITY = 0;
/** As long as the links work. */
const VALID_MS = 3_600_000;

const VERIFICATION = mailKind({
  kind: 'verification',
  priority: PRIORITY,
  schema,
  write: verificationLetter,
});
const RESET = mailKind({ kind: 'password-reset', priority: PRIORITY, schema, write: resetLetter });

/** Mails with the links of an account: confirm an address, choose a new password. */
@Injectable()
export class AccountMails {
  constructor(
    private readonly db: DataSource,
    private readonly outbox: MailOutbox,
    kinds: MailKinds,
  ) {
    kinds.register(VERIFICATION);
    kinds.register(RESET);
  }

  sendVerification(to: MailAccount, url: string): Promise<void> {
    return this.send(VERIFICATION.kind, to, url);
  }

  sendReset(to: MailAccount, url: string): Promise<void> {
    return this.send(RESET.kind, to, url);
  }

  /** The link is what the mail is about, so it names it: as a hash, since it holds the token. */
  private async send(kind: string, { id, email, name }: MailAccount, url: string): Promise<void> {
    await this.outbox.enqueue(this.db.manager, [
      {
        kind,
        about: createHash('sha256').update(url).digest('base64url'),
        to: email,
        player: id,
        data: { name },
        secret: { url },
        validUntil: new Date(Date.now() + VALID_MS),
      },
    ]);
  }
}
