import type { SendMailOptions } from 'nodemailer';

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
