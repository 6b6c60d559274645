/** A mail as it goes over the wire. */
export interface Parcel {
  /** Names the mail: the same one has it again, so that a server or reader that looks can tell. */
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  /** Headers and body, complete. */
  readonly raw: Buffer;
  readonly createdAt: Date;
}

/** Brings mails out of the house. */
export abstract class Delivery {
  /** The longest that one mail can take. */
  abstract readonly limitMs: number;

  /**
   * @param beforeHandOver awaited at the last moment at which the mail can still be held back; when it throws, the mail
   * was not delivered
   * @throws DeliveryError
   */
  abstract deliver(parcel: Parcel, beforeHandOver: () => Promise<void>): Promise<void>;

  /**
   * Removes what was kept of mails that were made before a moment and have left the outbox since.
   * @param gone which of these mails, by the local parts of their Message-IDs, have left it
   */
  abstract clear(
    before: Date,
    gone: (mails: readonly string[]) => Promise<ReadonlySet<string>>,
  ): Promise<void>;
}

/**
 * What went wrong, by what follows from it:
 * `server` the mail server does not work: try the mail again once it does, and no other mail before;
 * `later` it does not take this mail now; `refused` it does not want it; nothing was delivered in these three;
 * `unconfirmed` it has the whole mail but did not say that it took it: nobody can know.
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
