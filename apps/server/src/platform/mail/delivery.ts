import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';

/** An email in the form in which the mail server receives it. */
export interface Parcel {
  /** Identifies the email; every attempt uses the same, so that receivers can drop a second copy. */
  readonly messageId: string;
  /** Sender, recipient, subject, text, HTML and headers. */
  readonly message: SendMailOptions;
  readonly createdAt: Date;
}

/** Hands emails to a mail server or to its replacement, a folder. */
export abstract class Delivery {
  /** Upper bound of the time for one email, ms. */
  abstract readonly limitMs: number;

  /** @throws DeliveryError */
  abstract deliver(parcel: Parcel): Promise<void>;

  /**
   * Deletes stored emails that were written before a moment and have left the outbox since.
   * @param gone returns which of these emails, by the local parts of their Message-IDs, have left it
   */
  abstract clear(
    before: Date,
    gone: (mails: readonly string[]) => Promise<ReadonlySet<string>>,
  ): Promise<void>;
}

/**
 * Kinds of failures by their consequence: `server`: the mail server works for no email, and does not have this one;
 * `later`: it refuses this email for now; `refused`: it refuses it for good; `unconfirmed`: the connection ended
 * without a reply, so the server may have the email.
 */
export type DeliveryTrouble = 'server' | 'later' | 'refused' | 'unconfirmed';

export class DeliveryError extends Error {
  constructor(
    readonly trouble: DeliveryTrouble,
    message: string,
  ) {
    super(message);
  }
}

/**
 * File name: the time when the email was stored, and the local part of its Message-ID. Unfinished files begin with a
 * dot.
 */
const NAME = /^\.?(\d{4}-\d\d-\d\dT[\d.-]+Z)-+([0-9a-f]{40})-/;

/** Writes emails as `.eml` files where no mail server is configured. A second attempt overwrites the same file. */
export class FileDelivery extends Delivery {
  readonly limitMs = 10_000;
  private readonly composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

  constructor(private readonly folder: string) {
    super();
  }

  async deliver({ messageId, message, createdAt }: Parcel): Promise<void> {
    const { message: raw } = await this.composer.sendMail({ ...message, messageId });
    await mkdir(this.folder, { recursive: true });
    const name = `${stampOf(createdAt)}-${messageId.replace(/[^0-9A-Za-z]+/g, '-')}`;
    const draft = join(this.folder, `.${name}.${randomUUID()}.tmp`);
    await writeFile(draft, raw, { mode: 0o600 });
    await rename(draft, join(this.folder, `${name}.eml`));
  }

  async clear(before: Date, gone: (mails: readonly string[]) => Promise<ReadonlySet<string>>): Promise<void> {
    // without the folder no email has been written yet
    const files = (await readdir(this.folder).catch(() => [])).flatMap((file) => {
      const [, made = '', mail = ''] = NAME.exec(file) ?? [];
      return made !== '' && made < stampOf(before) ? [{ file, mail }] : [];
    });
    if (files.length === 0) return;
    const old = await gone(files.map(({ mail }) => mail));
    for (const { file, mail } of files) if (old.has(mail)) await rm(join(this.folder, file), { force: true });
  }
}

/** Formats a time for a file name; names sort by time. */
function stampOf(moment: Date): string {
  return moment.toISOString().replaceAll(':', '-');
}
