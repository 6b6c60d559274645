import type { z } from 'zod';
import type { Letter } from './letter.js';

/**
 * A kind of email: the schema of its data, and its text. Data is validated again when it is read, because rows outlive deploys and bulk
 * statements write them.
 */
export interface MailKind<D = unknown> {
  /** Names the kind in keys and rows, `weekly-result`. */
  readonly kind: string;
  readonly schema: z.ZodType<D>;
  /**
   * True: nobody requested it at this moment, so the outbox stores it only for players whose address is verified (rule M12). False for
   * requested links, and for security messages to the owner of an account.
   */
  readonly unasked: boolean;
  /** The most emails of this kind that one player gets within 24 hours, from all senders together; absent: no limit. */
  readonly perDay?: number;
  /** Its row is deleted on delivery, because its recipient has deleted the account. */
  readonly leavesNothing?: true;
  /** Lower numbers are sent first; 5 when absent. */
  readonly priority?: number;
  /** Writes the email with present data. @returns null when it is no longer wanted: it is dropped */
  readonly write: (data: D) => Letter | null | Promise<Letter | null>;
}

/** Infers the type of a kind's data: `mailKind({kind, unasked, schema, write})`. */
export function mailKind<D>(kind: MailKind<D>): MailKind<D> {
  return kind;
}
