import type { SendMailOptions } from 'nodemailer';

/** An email as it is handed to the mail server. */
export interface Parcel {
  /** Identifies the email; each attempt has the same, so that receivers can drop a second copy. */
  readonly messageId: string;
  /** Sender, recipient, subject, text, HTML and headers. */
  readonly message: SendMailOptions;
  readonly createdAt: Date;
}

/** Hands emails to a mail server, or to what stands in for one. */
export abstract class Delivery {
  /** The longest that one email can take, ms. */
  abstract readonly limitMs: number;

  /** @throws DeliveryError */
  abstract deliver(parcel: Parcel): Promise<void>;

  /**
   * Removes what was kept of emails that were made before a moment and have left the outbox since.
   * @param gone which of these emails, by the local parts of their Message-IDs, have left it
   */
  abstract clear(
    before: Date,
    gone: (mails: readonly string[]) => Promise<ReadonlySet<string>>,
  ): Promise<void>;
}

/**
 * What went wrong, by what follows from it:
 * `server`: the mail server does not work for any email, and does not have this one;
 * `later`: it does not take this email now; `refused`: it does not want it;
 * `unconfirmed`: the connection ended without a reply, so that it may have the email.
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
